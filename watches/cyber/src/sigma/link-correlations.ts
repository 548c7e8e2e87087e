import type { WrittenCorrelation } from './read-correlation.ts'
import type { CorrelationRule, EventRule, RefusedRule, SigmaRule } from './sigma-rule.ts'

/** Rules with what they refer to found, and those that refer to what is not there. */
export type LinkedRules = { readonly rules: readonly SigmaRule[]; readonly refused: readonly RefusedRule[] }

const mostAbove = 32

type Linking = {
  readonly byName: ReadonlyMap<string, EventRule | WrittenCorrelation>
  readonly events: Map<EventRule, EventRule>
  readonly made: Map<WrittenCorrelation, CorrelationRule | string>
  /** Rules that are only parts of correlations. */
  readonly silent: ReadonlySet<EventRule | WrittenCorrelation>
}

/** Puts rules in the place of the names by which correlations refer to them; a correlation of refused rules is refused too. */
export function linkCorrelations(read: readonly (EventRule | WrittenCorrelation)[]): LinkedRules {
  const byName = new Map<string, EventRule | WrittenCorrelation>()
  for (const rule of read) {
    if (rule.id !== undefined) byName.set(rule.id, rule)
    if (rule.name !== undefined && !byName.has(rule.name)) byName.set(rule.name, rule)
  }
  const start = (silent: Linking['silent']): Linking => ({ byName, events: new Map(), made: new Map(), silent })
  const tried = start(new Set())
  const asked = read.filter((rule) => rule.kind !== 'event' && typeof linkCorrelation(rule, tried, []) !== 'string')
  const linking = start(silentOf(asked, byName))
  const rules: SigmaRule[] = []
  const refused: RefusedRule[] = []
  for (const rule of read) {
    const linked = rule.kind === 'event' ? linkEvent(rule, linking) : linkCorrelation(rule, linking, [])
    if (typeof linked !== 'string') rules.push(linked)
    else refused.push({ file: rule.file, id: rule.id, title: rule.title, reason: linked })
  }
  return { rules, refused }
}

/** Of correlations that are asked: a rule of a refused one alerts by itself, and so does one that any of its correlations generates. */
function silentOf(
  asked: readonly (EventRule | WrittenCorrelation)[],
  byName: ReadonlyMap<string, EventRule | WrittenCorrelation>,
): ReadonlySet<EventRule | WrittenCorrelation> {
  const named = (isGenerating: boolean) =>
    asked.flatMap((rule) =>
      rule.kind === 'event' || rule.isGenerating !== isGenerating
        ? []
        : rule.refersTo.flatMap((name) => byName.get(name) ?? []),
    )
  const generated = new Set(named(true))
  return new Set(named(false).filter((rule) => !generated.has(rule)))
}

function linkEvent(rule: EventRule, linking: Linking): EventRule {
  if (!linking.silent.has(rule)) return rule
  const linked = linking.events.get(rule) ?? { ...rule, isSilent: true }
  linking.events.set(rule, linked)
  return linked
}

function linkCorrelation(
  rule: WrittenCorrelation,
  linking: Linking,
  above: readonly WrittenCorrelation[],
): CorrelationRule | string {
  const known = linking.made.get(rule)
  if (known !== undefined) return known
  const linked = refusalOf(rule, above) ?? makeCorrelation(rule, linking, above)
  linking.made.set(rule, linked)
  return linked
}

function refusalOf(rule: WrittenCorrelation, above: readonly WrittenCorrelation[]): string | undefined {
  if (above.includes(rule)) return 'the correlation is a part of itself'
  return above.length < mostAbove ? undefined : `more than ${mostAbove} correlations of correlations`
}

function makeCorrelation(
  written: WrittenCorrelation,
  linking: Linking,
  above: readonly WrittenCorrelation[],
): CorrelationRule | string {
  const { refersTo, groupFields, aliases, isGenerating: _generating, ...rule } = written
  const of: SigmaRule[] = []
  for (const name of refersTo) {
    const named = linking.byName.get(name)
    if (named === undefined) return `there is no rule ${name}, or it is refused`
    const linked =
      named.kind === 'event' ? linkEvent(named, linking) : linkCorrelation(named, linking, [...above, written])
    if (typeof linked === 'string') return `${name}: ${linked}`
    of.push(linked)
  }
  const groupBy = groupFields.map((field) =>
    refersTo.map((name) => aliases.get(field)?.get(name) ?? (aliases.has(field) ? '' : field)),
  )
  const missing = groupFields.find((_, index) => groupBy[index]?.includes(''))
  if (missing !== undefined) return `the alias ${missing} names no field for one of the rules`
  return { ...rule, kind: 'correlation', of, groupBy, isSilent: linking.silent.has(written) }
}
