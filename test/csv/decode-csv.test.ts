import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { decodeCsv, decodeCsvStream } from 'budgetbook/csv'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const utf16 = (text: string, isBig: boolean): Uint8Array => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
  return Uint8Array.from(isBig ? bytes.swap16() : bytes)
}
const streamed = async (pieces: readonly Uint8Array[], encoding?: string): Promise<string> => {
  const texts: string[] = []
  for await (const text of decodeCsvStream(pieces, encoding)) texts.push(text)
  return texts.join('')
}
const cut = (bytes: Uint8Array, size: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.slice(at * size, (at + 1) * size))

describe('bytes of a file', () => {
  it('are read by their byte order mark, however they are cut', async () => {
    const texts = fc.string({ unit: 'binary', maxLength: 20 }).filter((text) => !text.startsWith('\uFEFF'))
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 5 }), async (text, size) => {
        const files = [utf8(text), utf8(`\uFEFF${text}`), utf16(text, false), utf16(text, true)]
        // Without a mark, text must not begin like one.
        for (const file of text.startsWith('\uFFFE') ? files.slice(1) : files) {
          expect(decodeCsv(file)).toBe(text)
          expect(await streamed(cut(file, size))).toBe(text)
          expect(decodeCsv(file.length > 2 && file !== files[0] ? file : utf8('a'), 'windows-1252')).toBe(
            file.length > 2 && file !== files[0] ? text : 'a',
          )
        }
      }),
    )
  })

  it('are in the encoding that is named, if they have no mark', async () => {
    const bytes = Uint8Array.of(0x43, 0x61, 0x66, 0xe9, 0x80)
    expect(decodeCsv(bytes, 'windows-1252')).toBe('Café€')
    expect(await streamed(cut(bytes, 1), 'windows-1252')).toBe('Café€')
    expect(decodeCsv(Buffer.from('é'))).toBe('é')
    expect(decodeCsv(new Uint8Array())).toBe('')
    expect(await streamed([])).toBe('')
  })

  it('that are no UTF-8 are refused, with the advice to name the encoding', async () => {
    const bytes = Uint8Array.of(0x43, 0x61, 0x66, 0xe9)
    expect(() => decodeCsv(bytes)).toThrow('Name the encoding of the file, such as windows-1252')
    await expect(streamed(cut(bytes, 2))).rejects.toThrow('such as windows-1252')
    expect(() => decodeCsv(Uint8Array.of(0xff, 0xfe, 0x00, 0xd8))).toThrow('These bytes are not utf-16le')
  })

  it('need an encoding that the runtime knows', () => {
    expect(() => decodeCsv(utf8('a'), 'klingon')).toThrow('encoding: The runtime knows no encoding "klingon"')
  })
})
