import type { ByteSink } from '../finding.ts'
import { createTextDecoder } from '../text/utf8.ts'
import { maxRecordBytes } from './json-objects.ts'

/** Receives each `<omm>` element of an NDM/XML file as text, with the line on which it starts. */
export type XmlMessageSink = {
  message(text: string, line: number): void
  problem(line: number, field: string, reason: string): void
}

/** `outside` the messages, `inside` an `<omm>`, `lost` behind a damaged one, `refused` for the rest of the file. */
type Place = 'outside' | 'inside' | 'lost' | 'refused'

const ommStart = /<(?:[\w.-]+:)?omm[\s>]/
const ommEdge = /<!--|<!\[CDATA\[|<(\/?)(?:[\w.-]+:)?omm(?=[\s>])/g
/** The longest tag that `ommEdge` or `ommStart` may find cut at the end of a piece of text. */
const longestEdge = 80

/**
 * Cuts an NDM/XML file into its `<omm>` elements, holding one at a time, so that a damaged one costs itself and no other. A
 * DOCTYPE (entities could be made to grow without end) and another root element refuse the file. Source: CCSDS 505.0-B-3 §4.
 */
export function createXmlMessageReader(sink: XmlMessageSink): ByteSink {
  const scanner = new XmlMessageScanner(sink)
  const decoder = createTextDecoder('utf-8')
  return {
    write: (bytes) => scanner.take(decoder.write(bytes)),
    end() {
      scanner.take(decoder.end())
      scanner.end()
    },
  }
}

class XmlMessageScanner {
  readonly #sink: XmlMessageSink
  #place: Place = 'outside'
  #text = ''
  #line = 1
  /** How far the message at the head of the text has been searched for its end. */
  #searched = 0
  #root: 'none' | 'ndm' | 'ended' = 'none'
  #strayReported = false

  constructor(sink: XmlMessageSink) {
    this.#sink = sink
  }

  take(text: string): void {
    if (this.#place === 'refused') return
    this.#text += text
    while (this.#step());
  }

  end(): void {
    if (this.#place === 'inside') {
      this.#problem(
        'record',
        `the file ends inside this <omm>, on line ${this.#line + newlines(this.#text)}: it is cut`,
      )
    } else if (this.#place === 'outside') {
      if (this.#text.trim() !== '') this.#problem('record', 'the file ends inside a tag: it is cut')
      else if (this.#root === 'ndm') this.#problem('record', 'the file ends before </ndm>: it is cut')
      else if (this.#root === 'none') this.#problem('record', 'the file ends before any <ndm> or <omm>')
    }
  }

  /** Takes one piece off the head of the text; `false` when more text is needed. */
  #step(): boolean {
    if (this.#place === 'inside') return this.#inside()
    if (this.#place === 'lost') return this.#lost()
    return this.#place === 'outside' && this.#outside()
  }

  #outside(): boolean {
    const open = this.#text.indexOf('<')
    const between = open < 0 ? this.#text : this.#text.slice(0, open)
    if (between.trim() !== '') this.#stray('text between the messages')
    this.#drop(between.length)
    if (open < 0) return false
    if (this.#text.startsWith('<!--')) return this.#skipTo('-->')
    if (this.#text.startsWith('<?')) return this.#skipTo('?>')
    if (this.#text.startsWith('<!D')) return this.#refuse('found a DOCTYPE, which is refused: entities are not read')
    if (this.#text.length < 4 && '<!--'.startsWith(this.#text)) return false
    const close = tagEnd(this.#text)
    if (close < 0) {
      if (this.#text.length > maxRecordBytes)
        return this.#refuse(`found a tag longer than ${maxRecordBytes} characters`)
      return false
    }
    return this.#tag(this.#text.slice(0, close + 1))
  }

  #tag(tag: string): boolean {
    const name = /^<(\/?)(?:[\w.-]+:)?([\w.-]+)/.exec(tag)
    const local = name?.[2] ?? ''
    const kind = name?.[1] === '/' ? 'close' : tag.endsWith('/>') ? 'empty' : 'open'
    if (this.#root === 'none' && (kind === 'close' || (local !== 'ndm' && local !== 'omm'))) {
      return this.#refuse(`found ${tag.slice(0, 40)} as the root element, expected <ndm> or <omm>`)
    }
    if (local === 'omm' && kind === 'open') return this.#enter()
    if (local === 'ndm' && kind === 'open' && this.#root === 'none') this.#root = 'ndm'
    else if (local === 'ndm' && kind === 'close' && this.#root === 'ndm') this.#root = 'ended'
    else if ((local === 'COMMENT' || local === 'MESSAGE_ID') && kind === 'open') return this.#skipTo(`</${local}>`)
    else this.#stray(`${tag.slice(0, 40)}, expected <omm>`)
    this.#drop(tag.length)
    return true
  }

  #enter(): true {
    if (this.#root === 'ended') this.#stray('a message behind the end of the root element')
    else if (this.#root === 'none') this.#root = 'ended'
    this.#place = 'inside'
    this.#searched = 1
    return true
  }

  #inside(): boolean {
    ommEdge.lastIndex = this.#searched
    const edge = ommEdge.exec(this.#text)
    if (edge === null) return this.#waitForMore()
    if (edge.index > maxRecordBytes) return this.#giveUp()
    const at = edge.index
    if (edge[0] === '<!--' || edge[0] === '<![CDATA[') {
      const end = this.#text.indexOf(edge[0] === '<!--' ? '-->' : ']]>', at)
      if (end < 0) {
        this.#searched = at
        return this.#tooLarge()
      }
      this.#searched = end + 3
      return true
    }
    if (edge[1] !== '/') {
      this.#problem('record', 'found the next <omm> before the end of this one: the record is cut or damaged')
      this.#drop(at)
      this.#searched = 1
      return true
    }
    const end = this.#text.indexOf('>', at)
    if (end < 0) return this.#waitForMore()
    this.#sink.message(this.#text.slice(0, end + 1), this.#line)
    this.#place = 'outside'
    this.#drop(end + 1)
    return true
  }

  #waitForMore(): boolean {
    this.#searched = Math.max(this.#searched, this.#text.length - longestEdge)
    return this.#tooLarge()
  }

  #tooLarge(): boolean {
    return this.#text.length > maxRecordBytes + longestEdge && this.#giveUp()
  }

  #giveUp(): true {
    this.#problem(
      'record',
      `found more than ${maxRecordBytes} characters, expected </omm>: the record is cut or damaged`,
    )
    this.#place = 'lost'
    this.#drop(maxRecordBytes)
    return true
  }

  #lost(): boolean {
    const next = ommStart.exec(this.#text)
    this.#drop(next === null ? Math.max(0, this.#text.length - longestEdge) : next.index)
    if (next === null) return false
    this.#place = 'inside'
    this.#searched = 1
    return true
  }

  /** Drops the text up to and with `end`; the head of the text is known to open what `end` closes. */
  #skipTo(end: string): boolean {
    const at = this.#text.indexOf(end, 2)
    if (at < 0) {
      if (this.#text.length > maxRecordBytes)
        return this.#refuse(`found more than ${maxRecordBytes} characters before ${end}`)
      return false
    }
    this.#drop(at + end.length)
    return true
  }

  #refuse(reason: string): false {
    this.#problem('record', reason)
    this.#place = 'refused'
    this.#text = ''
    return false
  }

  #stray(what: string): void {
    if (!this.#strayReported) this.#problem('record', `found ${what}`)
    this.#strayReported = true
  }

  #problem(field: string, reason: string): void {
    this.#sink.problem(this.#line, field, reason)
  }

  #drop(length: number): void {
    this.#line += newlines(this.#text.slice(0, length))
    this.#text = this.#text.slice(length)
  }
}

/** Where the tag at the head of the text ends, minding `>` inside quotes; -1 where it does not yet. */
function tagEnd(text: string): number {
  let quote = ''
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '>') return at
  }
  return -1
}

function newlines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
