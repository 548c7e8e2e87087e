import type { Members } from '../../members.ts'

/** What is wrong with an object: a stable code, where, and the section of the standard that says so. */
export type StixIssue = {
  /** `error` makes the object invalid; a `warning` does with `strict` only; `note` never does. */
  readonly severity: 'error' | 'warning' | 'note'
  /** Stable, see docs/guide/stix.md. */
  readonly code: string
  /** Names and places from the top: `objects[3].kill_chain_phases[0].phase_name`; empty for the whole. */
  readonly path: string
  /** Of STIX 2.1 where not said otherwise. */
  readonly section: string
  readonly message: string
}

/** Collects issues on a walk through an object: `enter` a member before looking at it, `leave` it after. */
export type Findings = {
  readonly issues: StixIssue[]
  readonly enter: (step: string | number) => void
  readonly leave: () => void
  /** A requirement (MUST) is not met. */
  readonly must: (code: string, section: string, message: string) => void
  /** A recommendation (SHOULD) is not followed; dropped where its check is off. */
  readonly should: (code: string, section: string, message: string) => void
  /** Worth knowing, not against the standard. */
  readonly note: (code: string, section: string, message: string) => void
  /** Whether the check of a recommendation is on: what takes long need not be asked otherwise. */
  readonly isOn: (code: string) => boolean
  /** Observables among which references are resolved by key: those of an observed-data of 2.0 or of its deprecated form. */
  container: Members | undefined
}

/** Issues kept of one file: a broken feed has as many as it has objects. */
const mostIssues = 10_000

/**
 * @param isOn - Tells whether the check of a recommendation is on.
 * @param isStrict - Recommendations count as requirements.
 */
export function createFindings(isOn: (code: string) => boolean, isStrict: boolean): Findings {
  const issues: StixIssue[] = []
  const steps: (string | number)[] = []
  const told = new Set<string>()
  const add = (severity: StixIssue['severity'], code: string, section: string, message: string) => {
    if (issues.length >= mostIssues) return
    const path = pathOf(steps)
    // A property may be looked at for what it is and again for what its name promises.
    const key = JSON.stringify([code, path, message])
    if (told.has(key)) return
    told.add(key)
    issues.push({ severity, code, path, section, message })
  }
  return {
    issues,
    enter: (step) => {
      steps.push(step)
    },
    leave: () => {
      steps.pop()
    },
    must: (code, section, message) => add('error', code, section, message),
    should: (code, section, message) => {
      if (isOn(code)) add(isStrict ? 'error' : 'warning', code, section, message)
    },
    note: (code, section, message) => add('note', code, section, message),
    isOn,
    container: undefined,
  }
}

function pathOf(steps: readonly (string | number)[]): string {
  return steps.reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`
    return path === '' ? step : `${path}.${step}`
  }, '')
}

/** A value as a message shows it: short, and one line. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
  return `“${text.length > 80 ? `${text.slice(0, 80)}…` : text}”`
}
