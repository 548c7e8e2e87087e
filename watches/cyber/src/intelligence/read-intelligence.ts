import { utf8Text } from '@yagura/record'
import { type Advisory, readAdvisory } from '../csaf/advisory.ts'
import { checkAdvisory } from '../csaf/check-advisory.ts'
import { csafToStix } from '../csaf/csaf-to-stix.ts'
import { isMembers } from '../members.ts'
import { eventsIn, isMispList, isMispManifest, readMispParts } from '../misp/read-misp.ts'
import { isStixObject } from '../stix/stix-object.ts'
import { mostLevels } from '../stix/validation/check-stix.ts'
import type { JsonPath } from './json-scanner.ts'
import { createJsonSplitter } from './json-splitter.ts'
import type { IntelligencePart } from './part.ts'
import { checked, readStixPart } from './read-stix-part.ts'

const tooDeep = `it holds lists and objects in each other more than ${mostLevels} deep`

/** Opens a file from its beginning; it may be asked twice, so standard input must be kept first. */
export type OpenBytes = () => AsyncIterable<Uint8Array>

/**
 * The parts of a file of intelligence one by one, in memory for one of them: a STIX object, bundle or list, or an event of
 * MISP, an advisory of CSAF 2.0. The manifest of a feed of MISP has no parts: it lists the files of the events.
 *
 * @param open - Its bytes, not packed.
 */
export async function* readIntelligence(open: OpenBytes): AsyncGenerator<IntelligencePart> {
  const splitter = createJsonSplitter((path) => isStixList(path) || isMispList(path))
  for await (const bytes of open()) {
    for (const { path, bytes: json } of splitter.push(bytes)) {
      // What the lists of MISP hold can be read only when the event around them is known.
      if (isStixList(path.slice(0, -1))) yield { place: placeOf(path), bytes: json, read: () => readStixPart(json) }
    }
    if (splitter.isTooDeep()) return yield broken(tooDeep, 'too-deep')
  }
  const rest = splitter.end()
  const frame = rest === undefined ? undefined : parsed(rest)
  if (rest === undefined || frame === undefined) yield broken('the file is no JSON, or ends in the middle')
  else yield* readByFrame(rest, frame, open)
}

/** What the file is, is told by what is outside of its long lists. */
async function* readByFrame(rest: Uint8Array, frame: unknown, open: OpenBytes): AsyncGenerator<IntelligencePart> {
  if (Array.isArray(frame) || (isMembers(frame) && frame['type'] === 'bundle')) return
  const events = eventsIn(frame)
  if (events.size > 0) yield* readMispParts(events, open())
  else if (!isMispManifest(frame)) yield wholeOf(rest, frame)
}

function advisoryPart(bytes: Uint8Array, advisory: Advisory, frame: unknown): IntelligencePart {
  const read = () => {
    const all = csafToStix(advisory).map(checked)
    const failed = checkAdvisory(frame).map(({ test, path, message }) => ({
      code: `csaf-${test}`,
      message: `${path}: ${message}`,
    }))
    return {
      objects: all.flatMap(({ objects }) => objects),
      problems: [...failed, ...all.flatMap(({ problems }) => problems)],
    }
  }
  return { place: '', bytes, read }
}

function isStixList(path: JsonPath): boolean {
  return path.length === 0 || (path.length === 1 && path[0] === 'objects')
}

function wholeOf(bytes: Uint8Array, frame: unknown): IntelligencePart {
  const advisory = readAdvisory(frame)
  if (advisory !== undefined) return advisoryPart(bytes, advisory, frame)
  if (!isStixObject(frame)) {
    return broken(
      'it is none of what is read: STIX 2.1 or 2.0 in JSON, a MISP event with its UUID, a CSAF 2.0 advisory',
    )
  }
  return { place: '', bytes, read: () => readStixPart(bytes) }
}

function broken(message: string, code = 'not-read'): IntelligencePart {
  return {
    place: '',
    bytes: new Uint8Array(),
    read: () => ({ objects: [], problems: [{ code, message }] }),
  }
}

function placeOf(path: JsonPath): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join('')
}

function parsed(bytes: Uint8Array): unknown {
  try {
    // A mark of the order of bytes may stand before JSON that a program for Windows wrote.
    return JSON.parse((utf8Text(bytes) ?? '').replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}
