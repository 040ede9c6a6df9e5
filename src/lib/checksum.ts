/**
 * FNV-1a over UTF-16 code units, as 8 hexadecimal digits. It finds damage, not tampering. Changing any one code unit
 * always changes the checksum, as long as the multiplier is odd.
 */
export function checksum(text: string, multiplier = 0x01000193): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), multiplier)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
