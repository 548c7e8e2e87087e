import type { RecordOrigin } from '../element-set.ts'
import { type ByteSink, type ElementSetSink, isFinding } from '../finding.ts'
import { decodeUtf8 } from '../text/utf8.ts'
import { readEmbeddedPair } from '../tle/embedded-pair.ts'
import { elementSetOf } from './element-set-of.ts'
import { readJsonMembers } from './json-members.ts'
import { createJsonObjectReader } from './json-objects.ts'
import { findMisspeltKeyword } from './keywords.ts'

/**
 * Reads OMM as JSON: an array of flat objects, a single object or NDJSON, values as numbers or strings, unknown members ignored.
 * An object without OMM elements but with the two lines of a TLE is read as that TLE.
 */
export function createOmmJsonReader(file: string, sink: ElementSetSink): ByteSink {
  return createJsonObjectReader({
    object(bytes, line) {
      const members = readJsonMembers(bytes)
      const outcome = isFinding(members) ? members : elementSetAmong(members, { file, line })
      if (isFinding(outcome)) sink.problem({ file, line: line + lineOffsetOf(bytes, outcome.field), ...outcome })
      else sink.elementSet(outcome)
    },
    problem: (line, reason) => sink.problem({ file, line, field: 'record', reason }),
  })
}

function elementSetAmong(members: ReadonlyMap<string, string>, origin: RecordOrigin): ReturnType<typeof elementSetOf> {
  const embedded = members.has('MEAN_MOTION') ? undefined : readEmbeddedPair(members, origin)
  return embedded ?? findMisspeltKeyword(new Set(members.keys())) ?? elementSetOf(members, 'optional', origin)
}

/** How many lines below the record's first one a member stands; 0 where it has none. */
function lineOffsetOf(bytes: Uint8Array, name: string): number {
  const text = decodeUtf8(bytes)
  return text.slice(0, Math.max(0, text.indexOf(`"${name}"`))).split('\n').length - 1
}
