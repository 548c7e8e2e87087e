import { Check, Errors } from 'typebox/value'
import { checkJson } from '../canonical/check-json.ts'
import { type Faulty, faulty } from '../fault.ts'
import { Marking } from './marking.ts'
import { checkMarkingForm } from './marking-form.ts'
import type { Policies } from './policy.ts'

/** A marking, or why what was given is none. */
export type MarkingAnswer = { readonly ok: true; readonly marking: Marking } | Faulty

/**
 * A marking that can be trusted to be one, in its only spelling.
 *
 * @param value - As parsed from JSON.
 * @param policies - Those known here. Without them the words of the policy (level, nations, controls) are not looked at.
 * @returns The same value, or `marking/malformed` (shape), what `checkJson` and `checkMarkingForm` refuse, `marking/unknown-policy`, `marking/unknown-level`, `marking/unknown-nation`, or
 *   `marking/audience-against-control` (a nation is named that one of the controls keeps out).
 */
export function checkMarking(value: unknown, policies?: Policies): MarkingAnswer {
  const text = checkJson(value, 2)
  if (text !== undefined) return text
  if (!Check(Marking, value)) {
    const [first] = Errors(Marking, value)
    return faulty('marking/malformed', `marking${first?.instancePath ?? ''}: ${first?.message ?? 'not a marking'}`)
  }
  const fault = checkMarkingForm(value)
  if (fault !== undefined) return fault
  return policies === undefined ? { ok: true, marking: value } : checkWords(value, policies)
}

/**
 * The nations that the controls of a marking leave, by every policy that is known here; undefined where none keeps anybody out.
 * A control's name means the same in every policy.
 */
export function nationsLeft(controls: readonly string[], policies: Policies): ReadonlySet<string> | undefined {
  let left: ReadonlySet<string> | undefined
  for (const policy of policies.values()) {
    for (const name of controls) {
      const nations = policy.controls[name]?.nations
      if (nations !== undefined) left = new Set(nations.filter((nation) => left?.has(nation) ?? true))
    }
  }
  return left
}

function checkWords(marking: Marking, policies: Policies): MarkingAnswer {
  const policy = policies.get(marking.pol)
  if (policy === undefined)
    return faulty('marking/unknown-policy', `marking/pol: the policy ${marking.pol} is not known here`)
  if (marking.lvl >= policy.levels.length) {
    return faulty('marking/unknown-level', `marking/lvl: the policy ${policy.id} has no level ${marking.lvl}`)
  }
  const left = nationsLeft(marking.ctl ?? [], policies)
  for (const nation of Object.keys(marking.aud ?? {})) {
    if (policy.nations[nation] === undefined) {
      return faulty('marking/unknown-nation', `marking/aud: the policy ${policy.id} does not know ${nation}`)
    }
    if (left?.has(nation) === false) {
      return faulty('marking/audience-against-control', `marking/aud: a control keeps out ${nation}, which is named`)
    }
  }
  return { ok: true, marking }
}
