import type { Priority } from '@yagura/core'
import type { AlertRule, ObjectGroup } from './alert-rule.ts'
import { AlertRulesError, type AlertRulesProblem } from './errors.ts'
import { type MemberReader, quote, readMembers } from './json-door.ts'

const LARGEST_FILE_CHARACTERS = 1_000_000
const MOST_RULES = 1000
const MOST_IDS = 100_000
const LARGEST_ID = 999_999_999
const LONGEST_TEXT = 1000
const SECONDS_PER_MINUTE = 60
const PRIORITIES: readonly Priority[] = ['critical', 'serious', 'caution', 'advisory']
const RULE_MEMBERS = [
  'id',
  'objects',
  'maxMissKm',
  'minMaxPc',
  'minRelativeSpeedKmPerS',
  'leadTimeH',
  'priority',
  'consequence',
  'action',
  'timeAllowedMin',
] as const
const GROUP_MEMBERS = ['all', 'ids', 'name', 'owner'] as const

/**
 * Reads a file of alert rules:
 * `{"rules": [{"id", "objects": {"all": true} | {"ids": […]} | {"name": "QZS*"} | {"owner": "JPN"}, "maxMissKm", "minMaxPc"?,
 * "minRelativeSpeedKmPerS"?, "leadTimeH", "priority": "critical" | "serious" | "caution" | "advisory", "consequence",
 * "action", "timeAllowedMin"}]}`.
 * @param text - JSON of up to a million characters with up to 1,000 rules.
 * @returns The rules in the order of the file.
 * @throws AlertRulesError with every problem, its path and what was expected. Nothing is used of a file with a problem.
 */
export function parseAlertRules(text: string): readonly AlertRule[] {
  const problems: AlertRulesProblem[] = []
  const file = readMembers(parseJson(text), '', ['rules'], problems)
  const list = file?.raw('rules')
  const rules: AlertRule[] = []
  if (Array.isArray(list) && list.length <= MOST_RULES) {
    for (const [index, value] of list.entries()) {
      const rule = parseRule(value, `rules[${index}]`, problems)
      if (rule === undefined) continue
      if (rules.some(({ id }) => id === rule.id)) {
        problems.push({ path: `rules[${index}].id`, found: quote(rule.id), expected: 'an id no other rule has' })
      }
      rules.push(rule)
    }
  } else {
    file?.problem('rules', list, `a list of at most ${MOST_RULES} rules`)
  }
  if (problems.length > 0) throw new AlertRulesError(problems)
  return rules
}

function parseJson(text: string): unknown {
  if (text.length > LARGEST_FILE_CHARACTERS) {
    const expected = `at most ${LARGEST_FILE_CHARACTERS}`
    throw new AlertRulesError([{ path: '', found: `${text.length} characters`, expected }])
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : 'text that is not JSON'
    throw new AlertRulesError([{ path: '', found, expected: 'JSON' }], { cause })
  }
}

function parseRule(value: unknown, path: string, problems: AlertRulesProblem[]): AlertRule | undefined {
  const before = problems.length
  const reader = readMembers(value, path, RULE_MEMBERS, problems)
  if (reader === undefined) return undefined
  const id = reader.text('id', LONGEST_TEXT)
  const objects = parseGroup(reader.raw('objects'), `${path}.objects`, problems)
  const maxMissKm = reader.number('maxMissKm', 'a distance above 0 km', (km) => km > 0)
  const minMaxPc = reader.number('minMaxPc', 'a probability from 0 to 1, or nothing', (p) => p >= 0 && p <= 1, 0)
  const minRelativeSpeedKmPerS = reader.number('minRelativeSpeedKmPerS', 'a speed of 0 km/s or more', (v) => v >= 0, 0)
  const leadTimeH = reader.number('leadTimeH', 'hours above 0', (hours) => hours > 0)
  const priority = parsePriority(reader)
  const consequence = reader.text('consequence', LONGEST_TEXT)
  const action = reader.text('action', LONGEST_TEXT)
  const timeAllowedMin = reader.number('timeAllowedMin', 'minutes above 0', (minutes) => minutes > 0)
  if (
    problems.length > before ||
    id === undefined ||
    objects === undefined ||
    maxMissKm === undefined ||
    minMaxPc === undefined ||
    minRelativeSpeedKmPerS === undefined ||
    leadTimeH === undefined ||
    priority === undefined ||
    consequence === undefined ||
    action === undefined ||
    timeAllowedMin === undefined
  ) {
    return undefined
  }
  const rationale = { consequence, action, timeAllowedS: timeAllowedMin * SECONDS_PER_MINUTE }
  return { id, objects, maxMissKm, minMaxPc, minRelativeSpeedKmPerS, leadTimeH, priority, rationale }
}

function parsePriority(reader: MemberReader): Priority | undefined {
  const found = reader.raw('priority')
  const priority = PRIORITIES.find((known) => known === found)
  if (priority === undefined) reader.problem('priority', found, `one of ${PRIORITIES.join(', ')}`)
  return priority
}

function parseGroup(value: unknown, path: string, problems: AlertRulesProblem[]): ObjectGroup | undefined {
  const reader = readMembers(value, path, GROUP_MEMBERS, problems)
  if (reader === undefined) return undefined
  const given = GROUP_MEMBERS.filter((member) => reader.raw(member) !== undefined)
  const [member] = given
  if (member === undefined || given.length > 1) {
    problems.push({ path, found: quote(value), expected: `exactly one of ${GROUP_MEMBERS.join(', ')}` })
    return undefined
  }
  switch (member) {
    case 'all':
      if (reader.raw('all') === true) return { kind: 'all' }
      reader.problem('all', reader.raw('all'), 'true')
      return undefined
    case 'ids':
      return parseIds(reader)
    case 'name': {
      const pattern = reader.text('name', LONGEST_TEXT)
      return pattern === undefined ? undefined : { kind: 'name', pattern }
    }
    case 'owner': {
      const owner = reader.text('owner', LONGEST_TEXT)
      return owner === undefined ? undefined : { kind: 'owner', owner }
    }
  }
}

function parseIds(reader: MemberReader): ObjectGroup | undefined {
  const ids: unknown = reader.raw('ids')
  if (Array.isArray(ids) && ids.length > 0 && ids.length <= MOST_IDS && ids.every(isCatalogueNumber)) {
    return { kind: 'ids', ids: new Set(ids) }
  }
  reader.problem('ids', ids, `a list of 1 to ${MOST_IDS} catalogue numbers`)
  return undefined
}

function isCatalogueNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= LARGEST_ID
}
