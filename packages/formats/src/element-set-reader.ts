import type { ByteSink, ElementSetSink } from './finding.ts'
import { createOmmCsvReader } from './omm/csv-elements.ts'
import { createOmmJsonReader } from './omm/json-elements.ts'
import { createOmmKvnReader } from './omm/kvn-elements.ts'
import { createOmmXmlReader } from './omm/xml-elements.ts'
import { maxSniffedBytes, type SniffedLayout, sniff } from './sniff.ts'
import { createTextDecoder, encodeUtf8 } from './text/utf8.ts'
import { createTleReader } from './tle/tle-reader.ts'

const readerOfLayout: Record<SniffedLayout, (file: string, sink: ElementSetSink) => ByteSink> = {
  tle: createTleReader,
  csv: createOmmCsvReader,
  json: createOmmJsonReader,
  xml: createOmmXmlReader,
  kvn: createOmmKvnReader,
}

/**
 * Reads the element sets of a file that is pushed in as bytes: TLE, 3LE, OMM as CSV, JSON, XML or KVN, or JSON with TLE lines,
 * recognised by its first bytes. UTF-8 with or without a byte order mark; UTF-16 with one.
 *
 * A record that cannot be read becomes one problem with its line, field and reason, and reading goes on behind it; a file that
 * holds no element sets at all (binary, empty, another format) is one problem. Nothing is thrown for any input. Memory is bounded by one
 * record: a line of 64 KiB, an object or element of 1 MiB. The pieces may be cut anywhere and reused after `write`.
 *
 * @param file - the name that problems and origins carry.
 */
export function createElementSetReader(file: string, sink: ElementSetSink): ByteSink {
  return new SniffingReader(file, sink)
}

class SniffingReader implements ByteSink {
  readonly #file: string
  readonly #sink: ElementSetSink
  #head = new Uint8Array(0)
  #encodingKnown = false
  #decoder: ReturnType<typeof createTextDecoder> | undefined
  #reader: ByteSink | 'refused' | undefined

  constructor(file: string, sink: ElementSetSink) {
    this.#file = file
    this.#sink = sink
  }

  write(piece: Uint8Array): void {
    // A plain view: the methods of a subclass such as Node's Buffer cost several times as much for small ranges.
    const bytes = new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength)
    if (this.#encodingKnown) this.#takeEncoded(bytes)
    else {
      this.#head = joined(this.#head, bytes)
      if (this.#head.length >= 3) this.#settleEncoding()
    }
  }

  end(): void {
    if (!this.#encodingKnown) this.#settleEncoding()
    if (this.#decoder !== undefined) this.#takeText(encodeUtf8(this.#decoder.end()))
    if (this.#reader === undefined) this.#settleLayout(true)
    if (this.#reader !== 'refused') this.#reader?.end()
  }

  #settleEncoding(): void {
    const head = this.#head
    this.#head = new Uint8Array(0)
    this.#encodingKnown = true
    if (head[0] === 0xff && head[1] === 0xfe) this.#decoder = createTextDecoder('utf-16le')
    if (head[0] === 0xfe && head[1] === 0xff) this.#decoder = createTextDecoder('utf-16be')
    const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
    this.#takeEncoded(marked ? head.subarray(3) : head)
  }

  #takeEncoded(bytes: Uint8Array): void {
    if (this.#reader === 'refused') return
    this.#takeText(this.#decoder === undefined ? bytes : encodeUtf8(this.#decoder.write(bytes)))
  }

  #takeText(bytes: Uint8Array): void {
    if (this.#reader === undefined) {
      this.#head = joined(this.#head, bytes)
      this.#settleLayout(false)
    } else if (this.#reader !== 'refused') this.#reader.write(bytes)
  }

  #settleLayout(ended: boolean): void {
    const sniffed = sniff(this.#head.subarray(0, maxSniffedBytes), ended)
    if (sniffed === undefined) return
    const head = this.#head
    this.#head = new Uint8Array(0)
    if ('unknown' in sniffed) {
      this.#reader = 'refused'
      this.#sink.problem({ file: this.#file, line: 1, field: 'record', reason: sniffed.unknown })
      return
    }
    this.#reader = readerOfLayout[sniffed.layout](this.#file, this.#sink)
    this.#reader.write(head)
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
