import { SaxesParser } from 'saxes'

/** One element of a small XML document. */
export type XmlElement = {
  /** Without its prefix. */
  readonly name: string
  /** URI of its namespace, empty for none. */
  readonly namespace: string
  /** By qualified name as written, such as `xml:lang`. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** Its own text, trimmed. */
  readonly text: string
}

/** The root element, or what is wrong with the document. */
export type XmlAnswer =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly reason: string }

type Growing = XmlElement & { readonly children: XmlElement[]; text: string }

const deepest = 32
const mostElements = 50_000
const pieceCharacters = 4096

/**
 * Reads a small XML document whole. It refuses a DOCTYPE (so no entity can be declared), more than 32 levels, more than 50,000
 * elements, and more than `mostCharacters`; it stops at the first thing that is wrong.
 */
export function readXml(text: string, mostCharacters: number): XmlAnswer {
  if (text.length > mostCharacters) return { ok: false, reason: `longer than ${mostCharacters} characters` }
  let reason: string | undefined
  let root: XmlElement | undefined
  let count = 0
  const open: Growing[] = []
  const parser = new SaxesParser({ xmlns: true })
  const refuse = (what: string): void => {
    reason ??= `line ${parser.line}: ${what}`
  }
  parser.on('error', () => refuse('not well-formed XML'))
  parser.on('doctype', () => refuse('found a DOCTYPE, which is refused'))
  parser.on('opentag', (tag) => {
    count += 1
    if (open.length >= deepest) refuse(`found more than ${deepest} levels`)
    if (count > mostElements) refuse(`found more than ${mostElements} elements`)
    const attributes = new Map(Object.entries(tag.attributes).map(([name, { value }]) => [name, value]))
    const element: Growing = { name: tag.local, namespace: tag.uri, attributes, children: [], text: '' }
    open.at(-1)?.children.push(element)
    root ??= element
    open.push(element)
  })
  const addText = (piece: string): void => {
    const element = open.at(-1)
    if (element !== undefined) element.text += piece
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const element = open.pop()
    if (element !== undefined) element.text = element.text.trim()
  })
  for (let at = 0; at < text.length && reason === undefined; at += pieceCharacters) {
    parser.write(text.slice(at, at + pieceCharacters))
  }
  if (reason === undefined) parser.close()
  if (reason !== undefined) return { ok: false, reason }
  return root === undefined ? { ok: false, reason: 'no element' } : { ok: true, root }
}

/**
 * The same text with each end tag that closes nothing open renamed to the element it stands in, as the policies that are in use
 * were never read by a strict reader.
 *
 * @returns The text, and each end tag that was renamed.
 */
export function mendEndTags(text: string): { readonly text: string; readonly mended: readonly string[] } {
  const mark = /<!--|<!\[CDATA\[|<\?|<(\/?)([^\s/<>!?]+)(?=[\s/>])([^<>]*)>/g
  const open: string[] = []
  const mended: string[] = []
  let out = ''
  let copied = 0
  for (let found = mark.exec(text); found !== null && open.length <= deepest; found = mark.exec(text)) {
    const [tag, slash, name, rest] = found
    if (name === undefined) {
      const end = endOfOther(text, tag, found.index)
      if (end < 0) break
      mark.lastIndex = end
    } else if (slash === '') {
      if (rest?.endsWith('/') !== true) open.push(name)
    } else if (closesNothing(open, name)) {
      mended.push(tag)
      out += `${text.slice(copied, found.index)}</${open.at(-1)}>`
      copied = mark.lastIndex
      open.pop()
    } else open.pop()
  }
  return { text: out + text.slice(copied), mended }
}

/** Where a comment, a CDATA section or an instruction that starts at `from` ends; -1 where it does not. */
function endOfOther(text: string, start: string, from: number): number {
  return text.indexOf(start === '<!--' ? '-->' : start === '<?' ? '?>' : ']]>', from)
}

function closesNothing(open: readonly string[], name: string): boolean {
  return open.length > 0 && !open.includes(name)
}

/** The children of that name, in order. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? []
}
