import type { SigmaEngine } from '../sigma/create-sigma-engine.ts'
import type { MatchRules } from './detector.ts'

/** Lets a detector ask Sigma rules. */
export function ruleMatcher(engine: SigmaEngine): MatchRules {
  return {
    hasMemory: engine.hasMemory,
    memories: engine.memories,
    counts: () => {
      const { withoutRules, uncounted, late } = engine.counts()
      return { withoutRules, uncounted, late }
    },
    match: (event) =>
      engine.match(event).map(({ rule, findings, events }) => ({
        rule: rule.id ?? rule.title,
        title: rule.title,
        techniques: rule.techniques,
        level: rule.level,
        fields: Object.fromEntries(findings.map(({ field = 'message', value }) => [field, value])),
        before: events
          .filter(({ log, line }) => log !== event.log || line !== event.line)
          .map(({ log, line }) => ({ log, line, raw: undefined, fields: {} })),
      })),
  }
}
