import { atPath, guardInput, invalidInput, invalidInputs, requireText } from '../errors/invalid-input.js'
import { piecesOf } from '../exchange/csv/pieces.js'
import { ifSupported } from '../lib/intl.js'

// Every browser and server runtime has TextDecoder, but this library does not use the types of a platform.
interface Decoder {
  decode(bytes?: Uint8Array, options?: { readonly stream: boolean }): string
}
interface RuntimeGlobals {
  readonly TextDecoder?: new (label: string, options: { readonly fatal: boolean }) => Decoder
}

const marks = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
]
const longestMark = 3

/**
 * Turns the bytes of a file into text. A byte order mark says whether they are UTF-8 or UTF-16. Without a mark, they
 * are in the encoding that you name, or in UTF-8. Nothing is guessed, and no byte is replaced.
 *
 * @param bytes - The whole file.
 * @param encoding - The encoding of a file without a byte order mark: a label that `TextDecoder` knows, such as
 * `windows-1252`. `utf-8` by default.
 * @throws `invalid_input` if the bytes are not in that encoding, or if the runtime does not know it.
 *
 * @example
 * ```ts
 * import { decodeCsv } from 'budgetbook/csv'
 *
 * console.log(decodeCsv(Uint8Array.of(0xff, 0xfe, 0x35, 0, 0xac, 0x20))) // => 5€
 * console.log(decodeCsv(Uint8Array.of(0x35, 0x80), 'windows-1252')) // => 5€
 * ```
 */
export function decodeCsv(bytes: Uint8Array, encoding?: string): string {
  atPath(['bytes'], () => requireBytes(bytes))
  const decoder = new ByteDecoder(encoding)
  return decoder.add(bytes) + decoder.end()
}

/**
 * {@link decodeCsv} for bytes that come in pieces: of a file, a request or a response. {@link readCsvStream} takes the
 * result.
 *
 * @param bytes - The pieces, in order. They may be cut anywhere.
 * @param encoding - As for {@link decodeCsv}.
 * @throws As {@link decodeCsv}, when a piece is asked for.
 *
 * @example
 * ```ts
 * import { csvFormats, decodeCsvStream, readCsvStream } from 'budgetbook/csv'
 *
 * const file = new TextEncoder().encode('Date,Category,Description,Id,Amount\r\n2026-02-03,Food,Café,,4.80\r\n')
 * const pieces = [file.slice(0, 60), file.slice(60)]
 * for await (const { rows } of readCsvStream(decodeCsvStream(pieces), csvFormats.budgetbook)) {
 *   console.log(rows[0]?.description) // => Café
 * }
 * ```
 */
export async function* decodeCsvStream(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  encoding?: string,
): AsyncGenerator<string, void, undefined> {
  const decoder = new ByteDecoder(encoding)
  for await (const piece of piecesOf('bytes', bytes)) {
    atPath(['bytes'], () => requireBytes(piece))
    const text = decoder.add(piece)
    if (text !== '') yield text
  }
  const text = decoder.end()
  if (text !== '') yield text
}

class ByteDecoder {
  readonly #given: string
  #decoder: Decoder | undefined
  #encoding = ''
  // The first bytes, until there are enough of them to tell a mark.
  #first = new Uint8Array()

  constructor(encoding = 'utf-8') {
    atPath(['encoding'], () => requireText(encoding, 'An encoding'))
    this.#given = encoding
    // An unknown encoding is refused even where a mark decides.
    decoderOf(encoding)
  }

  add(piece: Uint8Array): string {
    if (this.#decoder) return this.#decode(piece)
    const [first, rest] = atPath(['bytes'], () =>
      guardInput(() => [
        Uint8Array.of(...this.#first, ...piece.subarray(0, longestMark)),
        piece.subarray(longestMark),
      ]),
    ) as [Uint8Array<ArrayBuffer>, Uint8Array]
    if (first.length < longestMark) {
      this.#first = first
      return ''
    }
    return this.#begin(first) + this.#decode(rest)
  }

  end(): string {
    const start = this.#decoder ? '' : this.#begin(this.#first)
    return start + this.#decode(undefined)
  }

  #begin(bytes: Uint8Array): string {
    const mark = marks.find((one) => one.bytes.every((byte, at) => bytes[at] === byte))
    this.#encoding = mark?.encoding ?? this.#given
    this.#decoder = decoderOf(this.#encoding)
    return this.#decode(bytes)
  }

  #decode(bytes: Uint8Array | undefined): string {
    try {
      return (bytes ? this.#decoder?.decode(bytes, { stream: true }) : this.#decoder?.decode()) ?? ''
    } catch (cause) {
      const message = `These bytes are not ${this.#encoding}. Name the encoding of the file, such as windows-1252`
      throw invalidInputs([{ code: 'unsupported_text', path: ['bytes'], message }], { cause })
    }
  }
}

function decoderOf(encoding: string): Decoder {
  const { TextDecoder } = globalThis as RuntimeGlobals
  const decoder = ifSupported(() => TextDecoder && new TextDecoder(encoding, { fatal: true }))
  if (decoder) return decoder
  throw invalidInput(
    'invalid_value',
    `The runtime knows no encoding ${JSON.stringify(encoding.slice(0, 40))}`,
    ['encoding'],
  )
}

function requireBytes(bytes: unknown): asserts bytes is Uint8Array {
  // The tag, not instanceof: bytes of another window are fine. Only a view has a tag that nobody can make throw.
  if (ArrayBuffer.isView(bytes) && Object.prototype.toString.call(bytes) === '[object Uint8Array]') return
  throw invalidInput('invalid_type', 'Bytes must be a Uint8Array', [], { expected: 'Uint8Array' })
}
