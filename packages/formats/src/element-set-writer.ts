import type { ElementSet, RecordProblem } from './element-set.ts'
import { type Finding, isFinding } from './finding.ts'
import { flatKeywords } from './omm/keywords.ts'
import { csvRowOf, jsonObjectOf, kvnMessageOf, type MessageHeader, xmlMessageOf } from './omm/omm-texts.ts'
import { ommValuesOf } from './omm/omm-values.ts'
import { isCleanText } from './text/utf8.ts'
import { formatTleLines } from './tle/tle-lines.ts'

/** The formats that element sets are written in. */
export type ElementSetFormat = 'tle' | '3le' | 'omm-csv' | 'omm-json' | 'omm-xml' | 'omm-kvn'

/** Writes element sets one after another; `end` closes what the format has open. */
export type ElementSetWriter = {
  /** Emits the whole record, or emits nothing and returns why the format cannot hold it. */
  write(set: ElementSet): RecordProblem | undefined
  end(): void
}

/** What a format prints around its records, and how it prints one. */
type Layout = {
  readonly before: string
  readonly between: string
  readonly after: string
  /** What an output without records is. */
  readonly empty: string
  record(set: ElementSet): string | Finding
}

/**
 * Writes element sets as text. What a format holds in fewer digits is rounded to the nearest (TLE: epoch 1e-8 day, angles 4 decimals,
 * mean motion 8, eccentricity 7, drag terms 5 digits); OMM formats print the shortest decimals that read back the same, and epochs to
 * 1 µs.
 *
 * @param emit - receives the text, whole records at a time.
 * @param header - when and by whom KVN and XML messages are made, which a CCSDS message must state; left empty without it, as
 * CelesTrak leaves it.
 */
export function createElementSetWriter(
  format: ElementSetFormat,
  emit: (text: string) => void,
  header?: MessageHeader,
): ElementSetWriter {
  const layout = layoutOf(format, header)
  let written = 0
  return {
    write(set) {
      const record = layout.record(set)
      if (typeof record !== 'string') return { file: set.origin.file, line: set.origin.line, ...record }
      emit(`${written === 0 ? layout.before : layout.between}${record}`)
      written += 1
      return undefined
    },
    end() {
      emit(written === 0 ? layout.empty : layout.after)
    },
  }
}

function layoutOf(format: ElementSetFormat, header: MessageHeader | undefined): Layout {
  switch (format) {
    case 'tle':
      return { before: '', between: '', after: '', empty: '', record: tleOf }
    case '3le':
      return { before: '', between: '', after: '', empty: '', record: threeLinesOf }
    case 'omm-csv': {
      const head = `${flatKeywords.join(',')}\n`
      return { before: head, between: '\n', after: '\n', empty: head, record: (set) => withValues(set, csvRowOf) }
    }
    case 'omm-json':
      return {
        before: '[\n',
        between: ',\n',
        after: '\n]\n',
        empty: '[]\n',
        record: (set) => withValues(set, jsonObjectOf),
      }
    case 'omm-xml': {
      const record = (set: ElementSet): string | Finding => withValues(set, (values) => xmlMessageOf(values, header))
      return { before: `${xmlHead}\n`, between: '\n', after: '\n</ndm>\n', empty: `${xmlHead}\n</ndm>\n`, record }
    }
    case 'omm-kvn': {
      const record = (set: ElementSet): string | Finding => withValues(set, (values) => kvnMessageOf(values, header))
      return { before: '', between: '\n\n', after: '\n', empty: '', record }
    }
  }
}

const xmlHead = [
  '<?xml version="1.0" encoding="UTF-8"?>',
  '<ndm xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  ' xsi:noNamespaceSchemaLocation="https://sanaregistry.org/r/ndmxml_unqualified/ndmxml-3.0.0-master-3.0.xsd">',
].join('\n')

function withValues(set: ElementSet, print: (values: ReadonlyMap<string, string>) => string): string | Finding {
  const values = ommValuesOf(set)
  return isFinding(values) ? values : print(values)
}

function tleOf(set: ElementSet): string | Finding {
  const lines = formatTleLines(set)
  return isFinding(lines) ? lines : `${lines[0]}\n${lines[1]}\n`
}

function threeLinesOf(set: ElementSet): string | Finding {
  const name = set.name ?? 'UNKNOWN'
  if (!isCleanText(name))
    return { field: 'OBJECT_NAME', reason: 'cannot be written as a 3LE: it holds control characters' }
  const lines = tleOf(set)
  return typeof lines === 'string' ? `0 ${name}\n${lines}` : lines
}
