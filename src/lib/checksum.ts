/**
 * FNV-1a over UTF-16 units, as 8 hexadecimal digits. It finds damage, not tampering: changing any one unit always
 * changes it, whatever the multiplier, as long as that is odd.
 */
export function checksum(text: string, multiplier = 0x01000193): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), multiplier)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}
