import type { ByteSink } from '../finding.ts'

/** Largest JSON object or XML element that is held, bytes or characters. */
export const maxRecordBytes: number = 1_048_576

/** Receives each object of the file as its bytes, valid only during the call, with the line on which it starts. */
export type JsonObjectSink = {
  object(bytes: Uint8Array, line: number): void
  problem(line: number, reason: string): void
}

const [lineFeed, quote, comma, colon] = [10, 34, 44, 58]
const [openBracket, backslash, closeBracket, openBrace, closeBrace] = [91, 92, 93, 123, 125]

/**
 * Where the scan is: between objects; inside one; inside a string of one; or looking for the next `{` behind a damaged record.
 */
type Place = 'between' | 'object' | 'string' | 'lost'

/** What of `},{` has just been read inside a string: a record's end there means that a quote was lost. */
type BorderSeen = 'nothing' | 'brace' | 'comma'

/**
 * Cuts an array of objects, a single object or objects one after another (NDJSON) into objects, holding one at a time.
 *
 * Records are flat, so a `{` that no colon precedes starts the next record even where the one before was never closed, a line
 * end or `},{` inside a string tells of a lost quote: a damaged record costs itself and no other.
 */
export function createJsonObjectReader(sink: JsonObjectSink): ByteSink {
  return new JsonObjectScanner(sink)
}

class JsonObjectScanner implements ByteSink {
  readonly #sink: JsonObjectSink
  #place: Place = 'between'
  #line = 1
  #startLine = 1
  #depth = 0
  #escaped = false
  #border: BorderSeen = 'nothing'
  /** Last byte outside strings that was no blank, while inside an object. */
  #last = 0
  #array: 'none' | 'open' | 'closed' = 'none'
  #separated = true
  #records = 0
  #inGarbage = false
  #held = new Uint8Array(4096)
  #heldLength = 0
  #size = 0

  constructor(sink: JsonObjectSink) {
    this.#sink = sink
  }

  write(bytes: Uint8Array): void {
    let from = this.#isOpen() ? 0 : -1
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0
      if (byte === lineFeed) this.#line += 1
      if (this.#take(byte)) from = at
      if (this.#place === 'lost') from = -1
      else if (this.#place === 'object' && this.#depth === 0) {
        this.#deliver(bytes, from, at + 1)
        from = -1
      }
    }
    if (from >= 0) this.#hold(bytes, from, bytes.length)
  }

  end(): void {
    if (this.#place === 'object' || this.#place === 'string') {
      this.#sink.problem(this.#startLine, `the file ends inside this record, on line ${this.#line}: it is cut`)
    } else if (this.#array === 'open' && this.#place !== 'lost') {
      this.#sink.problem(this.#line, 'the file ends before the array is closed by ]: it is cut')
    }
  }

  /** Moves on by one byte; whether it begins a record. */
  #take(byte: number): boolean {
    if (this.#isOpen()) this.#count()
    if (byte === openBrace) return this.#startsAtBrace()
    if (this.#place === 'string') this.#inString(byte)
    else if (this.#place === 'object') this.#inObject(byte)
    else if (this.#place === 'between') this.#between(byte)
    return false
  }

  #between(byte: number): void {
    if (byte <= 32) return
    if (byte === openBracket && this.#array === 'none' && this.#records === 0) this.#array = 'open'
    else if (byte === comma && this.#array === 'open' && !this.#separated) this.#separated = true
    else if (byte === closeBracket && this.#array === 'open' && (!this.#separated || this.#records === 0)) {
      this.#array = 'closed'
    } else if (!this.#inGarbage) {
      this.#inGarbage = true
      const found = byte > 32 && byte < 127 ? `"${String.fromCharCode(byte)}"` : `byte ${byte}`
      this.#sink.problem(this.#line, `found ${found} between records, expected a JSON object`)
      if (byte === closeBracket) this.#array = 'closed'
    }
  }

  #inObject(byte: number): void {
    if (byte === quote) {
      this.#place = 'string'
      this.#border = 'nothing'
      this.#escaped = false
    } else if (byte === closeBrace) this.#depth -= 1
    if (byte > 32) this.#last = byte
  }

  #inString(byte: number): void {
    if (byte === lineFeed) this.#lose('a line end inside a string')
    else if (this.#escaped) this.#escaped = false
    else if (byte === backslash) this.#escaped = true
    else if (byte === quote) {
      this.#place = 'object'
      this.#last = quote
    } else if (byte === closeBrace) this.#border = 'brace'
    else if (byte === comma && this.#border === 'brace') this.#border = 'comma'
    else if (byte > 32) this.#border = 'nothing'
  }

  /** Whether the `{` just read begins a record, of which the one before it, if still open, must have lost its end. */
  #startsAtBrace(): boolean {
    this.#escaped = false
    if (this.#place === 'string') {
      if (this.#border !== 'comma') {
        this.#border = 'nothing'
        return false
      }
      this.#lose('the next record inside a string')
    } else if (this.#place === 'object') {
      if (this.#last === colon) {
        this.#depth += 1
        this.#last = openBrace
        return false
      }
      this.#lose('the next record before the end of this one')
    }
    this.#start()
    return true
  }

  #isOpen(): boolean {
    return this.#place === 'object' || this.#place === 'string'
  }

  #count(): void {
    this.#size += 1
    if (this.#size > maxRecordBytes) this.#lose(`more than ${maxRecordBytes} bytes`)
  }

  #start(): void {
    if (this.#place === 'between') {
      if (this.#array === 'closed') this.#sink.problem(this.#line, 'found a record behind the end of the array')
      else if (this.#array === 'open' && !this.#separated) {
        this.#sink.problem(this.#line, 'found a record without a comma before it')
      }
    }
    this.#place = 'object'
    this.#startLine = this.#line
    this.#depth = 1
    this.#last = openBrace
    this.#size = 1
    this.#heldLength = 0
    this.#inGarbage = false
    this.#records += 1
  }

  #lose(what: string): void {
    this.#sink.problem(this.#startLine, `found ${what}, on line ${this.#line}: the record is cut or damaged`)
    this.#place = 'lost'
    this.#heldLength = 0
    this.#separated = true
  }

  #hold(bytes: Uint8Array, from: number, to: number): void {
    const needed = this.#heldLength + to - from
    if (needed > this.#held.length) {
      const grown = new Uint8Array(Math.max(needed, this.#held.length * 2))
      grown.set(this.#held.subarray(0, this.#heldLength))
      this.#held = grown
    }
    this.#held.set(bytes.subarray(from, to), this.#heldLength)
    this.#heldLength = needed
  }

  #deliver(bytes: Uint8Array, from: number, to: number): void {
    this.#place = 'between'
    this.#separated = false
    if (this.#heldLength === 0) {
      this.#sink.object(bytes.subarray(from, to), this.#startLine)
      return
    }
    this.#hold(bytes, from, to)
    this.#sink.object(this.#held.subarray(0, this.#heldLength), this.#startLine)
    this.#heldLength = 0
  }
}
