import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sharedData } from '@yagura/testkit'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createLogEvent, type LogEvent } from '../../src/detect/log-event.ts'
import { createSigmaEngine, readSigmaRules } from '../../src/index.ts'

const folder = sharedData('cyber/sigma')
/** The licence of the rules keeps them out of this repository: a folder with those that the pairs name, or their whole repository, may be given. */
const ruleFolders = [folder, process.env['YAGURA_SIGMA_RULES']].flatMap((each) => each ?? [])

const filesIn = (below: string, ending: RegExp): readonly string[] =>
  readdirSync(below, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => join(below, name))

const rules = readSigmaRules(
  ruleFolders
    .flatMap((each) => filesIn(each, /\.yml$/))
    .filter((name) => !name.endsWith('info.yml'))
    .map((name) => ({ name, text: readFileSync(name, 'utf8') })),
)
const pairs = (folder === undefined ? [] : filesIn(join(folder, 'regression_data'), /info\.yml$/)).map((file) => {
  const info = parse(readFileSync(file, 'utf8'))
  const id: string = info.rule_metadata[0].id
  const least: number = info.regression_tests_info[0].match_count ?? 1
  return {
    id,
    title: info.rule_metadata[0].title as string,
    least,
    events: eventsIn(join(dirname(file), `${id}.json`)),
  }
})
const known = new Set(rules.rules.map(({ id }) => id))
const askable = pairs.filter(({ id }) => known.has(id))

/** Objects one after another, each opening its line. */
function eventsIn(log: string): readonly LogEvent[] {
  return readFileSync(log, 'utf8')
    .split(/^(?=\{)/m)
    .map((raw, index) =>
      createLogEvent({
        format: 'json',
        kind: undefined,
        log,
        line: index + 1,
        timeMs: undefined,
        raw,
        members: JSON.parse(raw),
      }),
    )
}

describe.skipIf(folder === undefined)('rules of SigmaHQ and the events that they are tested with', () => {
  test('there are 111 pairs, and every shared rule can be asked', () => {
    const refused = rules.refused.filter(({ file }) => file.startsWith(folder ?? ''))
    expect({ pairs: pairs.length, refused }).toEqual({ pairs: 111, refused: [] })
  })

  const missing = pairs.length - askable.length
  test.skipIf(missing > 0)(`rules of ${missing} pairs are missing: YAGURA_SIGMA_RULES names a folder with them`, () => {
    expect(missing).toBe(0)
  })

  test.each(askable)('$title: fires $least times at least', ({ id, least, events }) => {
    const engine = createSigmaEngine(rules.rules)
    const fired = events.filter((event) => engine.match(event).some(({ rule }) => rule.id === id))
    expect(fired.length).toBeGreaterThanOrEqual(least)
  })
})
