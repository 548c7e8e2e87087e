import { type SaxesAttributePlain, SaxesParser } from 'saxes'
import { type ByteSink, type ElementSetSink, isFinding, type LocatedFinding } from '../finding.ts'
import { quoted } from '../text/utf8.ts'
import { elementSetOf } from './element-set-of.ts'
import { findWrongUnit, isOmmKeyword } from './keywords.ts'
import { createXmlMessageReader } from './xml-messages.ts'

/** Elements that hold other elements; each may stand once in a message. */
const sections = new Set([
  ...['omm', 'header', 'body', 'segment', 'metadata', 'data', 'meanElements', 'spacecraftParameters', 'tleParameters'],
  ...['covarianceMatrix', 'userDefinedParameters'],
])
const versions = new Set(['1.0', '2.0', '3.0'])
const ignoredElements = new Set(['COMMENT', 'USER_DEFINED'])

/**
 * Reads OMM as NDM/XML: `<ndm>` of many `<omm>` or one `<omm>`, `units` attributes checked, repeated or unknown elements refused with
 * their line. Source: CCSDS 505.0-B-3; CCSDS 502.0-B-3 §8.
 */
export function createOmmXmlReader(file: string, sink: ElementSetSink): ByteSink {
  return createXmlMessageReader({
    message(text, line) {
      const read = readMessage(text, line)
      if (isFinding(read)) {
        sink.problem({ file, ...read })
        return
      }
      const outcome = elementSetOf(read.values, 'required', { file, line })
      if (isFinding(outcome)) sink.problem({ file, line: read.lines.get(outcome.field) ?? line, ...outcome })
      else sink.elementSet(outcome)
    },
    problem: (line, field, reason) => sink.problem({ file, line, field, reason }),
  })
}

/** What one `<omm>` element says: the value of each keyword, and its line. */
type MessageContent = { readonly values: ReadonlyMap<string, string>; readonly lines: ReadonlyMap<string, number> }

/** The keywords of one `<omm>` element, or the first thing that is wrong with it, at its line. */
function readMessage(text: string, firstLine: number): MessageContent | LocatedFinding {
  const parser = new SaxesParser()
  const values = new Map<string, string>()
  const lines = new Map<string, number>()
  const seenSections = new Set<string>()
  let finding: LocatedFinding | undefined
  let content = ''
  const find = (field: string, reason: string): void => {
    finding ??= { line: firstLine + parser.line - 1, field, reason }
  }

  parser.on('error', () => find('record', 'not well-formed XML'))
  parser.on('opentag', (tag) => {
    content = ''
    const name = localName(tag.name)
    if (name === 'omm' && seenSections.size === 0) checkVersion(tag.attributes, find)
    if (sections.has(name)) {
      if (seenSections.has(name)) find(name, 'found twice in one message, expected once')
      seenSections.add(name)
    } else if (ignoredElements.has(name)) return
    else if (!isOmmKeyword(name)) find(name, 'found an element that no OMM has')
    else checkUnits(name, tag.attributes, find)
  })
  parser.on('text', (piece) => {
    content += piece
  })
  parser.on('cdata', (piece) => {
    content += piece
  })
  parser.on('closetag', (tag) => {
    const name = localName(tag.name)
    if (sections.has(name)) {
      if (content.trim() !== '') find(name, `found the text ${quoted(content.trim())} between elements`)
    } else if (!ignoredElements.has(name)) {
      if (values.has(name)) find(name, 'found twice in one message, expected once')
      values.set(name, content.trim())
      lines.set(name, firstLine + parser.line - 1)
    }
    content = ''
  })
  parser.write(text).close()
  return finding ?? { values, lines }
}

function checkVersion(
  attributes: Record<string, SaxesAttributePlain | string>,
  find: (field: string, reason: string) => void,
): void {
  const version = attributeText(attributes['version'])
  if (!versions.has(version)) find('CCSDS_OMM_VERS', `found version ${quoted(version)}, expected 1.0, 2.0 or 3.0`)
}

function checkUnits(
  keyword: string,
  attributes: Record<string, SaxesAttributePlain | string>,
  find: (field: string, reason: string) => void,
): void {
  const unit = attributes['units']
  if (unit === undefined) return
  const finding = findWrongUnit(keyword, attributeText(unit))
  if (finding !== undefined) find(finding.field, finding.reason)
}

function attributeText(attribute: SaxesAttributePlain | string | undefined): string {
  return typeof attribute === 'string' ? attribute : (attribute?.value ?? '')
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
