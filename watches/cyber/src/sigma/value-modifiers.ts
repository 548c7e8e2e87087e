import { base64Of, utf8Bytes } from '@yagura/record'
import type { TextPart } from './sigma-rule.ts'
import { anyPart, joinLiterals, plainText, readSigmaText } from './sigma-text.ts'

/** A text on its way through modifiers; `isBytes` where each character stands for a byte. */
export type TextInWork = { readonly parts: readonly TextPart[]; readonly isBytes: boolean }

/** What a modifier makes of a text: several where it has several forms, or why it cannot. */
type Modified = readonly TextInWork[] | string

type Modify = (text: TextInWork, placeholders: Placeholders) => Modified

/** Values that stand for placeholders such as `%servers%`, by name without the signs. */
export type Placeholders = ReadonlyMap<string, readonly string[]>

const byteModifiers: { readonly [name: string]: (text: string) => string } = {
  wide: (text) => utf16(text, 'little'),
  utf16le: (text) => utf16(text, 'little'),
  utf16be: (text) => utf16(text, 'big'),
  utf16: (text) => `\u00ff\u00fe${utf16(text, 'little')}`,
}

/**
 * What a modifier makes of a text.
 *
 * @returns Undefined for a modifier that does not change texts.
 * Source: Sigma modifiers appendix 2.1.0.
 */
export function textModifier(name: string): Modify | undefined {
  const toBytes = byteModifiers[name]
  if (toBytes !== undefined) return (text) => encode(text, name, (plain) => [{ text: toBytes(plain), isBytes: true }])
  if (name === 'contains') return (text) => [{ ...text, parts: withEnd(withStart(text.parts)) }]
  if (name === 'startswith') return (text) => [{ ...text, parts: withEnd(text.parts) }]
  if (name === 'endswith') return (text) => [{ ...text, parts: withStart(text.parts) }]
  if (name === 'windash') return (text) => dashes(text)
  if (name === 'base64') return base64
  if (name === 'base64offset') return base64Offset
  return name === 'expand' ? expand : undefined
}

function withStart(parts: readonly TextPart[]): readonly TextPart[] {
  return parts[0]?.kind === 'any' ? parts : [anyPart, ...parts]
}

function withEnd(parts: readonly TextPart[]): readonly TextPart[] {
  return parts.at(-1)?.kind === 'any' ? parts : [...parts, anyPart]
}

type Encoded = { readonly text: string; readonly isBytes: boolean }

function encode(text: TextInWork, name: string, encoded: (plain: string) => readonly Encoded[]): Modified {
  const plain = plainText(text.parts)
  if (plain === undefined) return `${name} of a text with wildcards is not known`
  return encoded(plain).map((each) => ({ parts: literal(each.text), isBytes: each.isBytes }))
}

function literal(text: string): readonly TextPart[] {
  return text === '' ? [] : [{ kind: 'literal', text }]
}

function utf16(text: string, end: 'little' | 'big'): string {
  let bytes = ''
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    const high = String.fromCharCode(unit >> 8)
    const low = String.fromCharCode(unit & 255)
    bytes += end === 'little' ? low + high : high + low
  }
  return bytes
}

function bytesOf(plain: string, isBytes: boolean): Uint8Array {
  return isBytes ? Uint8Array.from(plain, (letter) => letter.charCodeAt(0)) : utf8Bytes(plain)
}

function base64(text: TextInWork): Modified {
  return encode(text, 'base64', (plain) => [{ text: base64Of(bytesOf(plain, text.isBytes)), isBytes: false }])
}

const firstStable = [0, 2, 3]
const unstableAtEnd = [0, 3, 2]

/** The characters that stay the same wherever the text stands in what was encoded, for its three places within a group of three bytes. */
function base64Offset(text: TextInWork): Modified {
  const plain = plainText(text.parts)
  if (plain !== undefined && bytesOf(plain, text.isBytes).length < 2)
    return 'base64offset of less than two bytes leaves nothing that is the same everywhere'
  return encode(text, 'base64offset', (whole) => {
    const bytes = bytesOf(whole, text.isBytes)
    return [0, 1, 2].map((offset) => {
      const encoded = base64Of(Uint8Array.from([...new Uint8Array(offset), ...bytes]))
      const end = encoded.length - (unstableAtEnd[(bytes.length + offset) % 3] ?? 0)
      return { text: encoded.slice(firstStable[offset], end), isBytes: false }
    })
  })
}

const dashSigns = ['-', '/', '–', '—', '―']
const mostDashes = 3
/** A dash or slash that opens a word. */
const flag = /(?<![A-Za-z0-9_])[-/](?=[A-Za-z0-9_])/g

function dashes(text: TextInWork): Modified {
  let found = 0
  let forms: readonly (readonly TextPart[])[] = [[]]
  for (const part of text.parts) {
    const pieces = part.kind === 'literal' ? part.text.split(flag) : ['']
    found += pieces.length - 1
    if (found > mostDashes) return `windash of more than ${mostDashes} dashes: write values of their own`
    const written = part.kind === 'literal' ? withDashes(pieces).map(literal) : [[part]]
    forms = forms.flatMap((form) => written.map((added) => [...form, ...added]))
  }
  return forms.map((parts) => ({ ...text, parts }))
}

function withDashes(pieces: readonly string[]): readonly string[] {
  const [first = '', ...rest] = pieces
  let forms = [first]
  for (const piece of rest) forms = forms.flatMap((form) => dashSigns.map((sign) => form + sign + piece))
  return forms
}

const placeholder = /(?<!\\)%([A-Za-z0-9_]+)(?<!\\)%/

function expand(text: TextInWork, placeholders: Placeholders): Modified {
  let forms: readonly (readonly TextPart[])[] = [[]]
  for (const part of text.parts) {
    const added = part.kind === 'literal' ? expandLiteral(part.text, placeholders) : [[part]]
    if (typeof added === 'string') return added
    forms = forms.flatMap((form) => added.map((more) => [...form, ...more]))
    if (forms.length > mostForms) return `expand gives more than ${mostForms} values`
  }
  return forms.map((parts) => ({ ...text, parts: joinLiterals(parts) }))
}

const mostForms = 100_000

function expandLiteral(text: string, placeholders: Placeholders): readonly (readonly TextPart[])[] | string {
  const found = placeholder.exec(text)
  if (found === null) return [literal(text.replaceAll('\\%', '%'))]
  const [whole, name = ''] = found
  const values = placeholders.get(name)
  if (values === undefined) return `no values are given for the placeholder %${name}%`
  const before = literal(text.slice(0, found.index).replaceAll('\\%', '%'))
  const after = expandLiteral(text.slice(found.index + whole.length), placeholders)
  if (typeof after === 'string') return after
  if (values.length * after.length > mostForms) return `expand gives more than ${mostForms} values`
  return values.flatMap((value) => after.map((rest) => [...before, ...readSigmaText(value), ...rest]))
}
