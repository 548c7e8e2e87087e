import { compareUrgency } from '@yagura/core'
import type { Rule } from '../../api/contract/alerts.ts'

/** Whether a rule that takes another's place may let pass, call less urgent or give more time to what the other would not. */
export function loosensRule(before: Rule, after: Rule): boolean {
  return (
    compareUrgency(after.priority, before.priority) < 0 ||
    after.maxMissKm < before.maxMissKm ||
    (after.minMaxPc ?? 0) > (before.minMaxPc ?? 0) ||
    (after.minRelativeSpeedKmPerS ?? 0) > (before.minRelativeSpeedKmPerS ?? 0) ||
    after.leadTimeH < before.leadTimeH ||
    after.timeAllowedMin > before.timeAllowedMin ||
    !coversObjects(after.objects, before.objects)
  )
}

/** Whether a group has, by what is written in it, every object of another. */
function coversObjects(wider: Rule['objects'], narrower: Rule['objects']): boolean {
  if ('all' in wider) return true
  if ('ids' in wider && 'ids' in narrower) {
    const ids = new Set(wider.ids)
    return narrower.ids.every((id) => ids.has(id))
  }
  if ('name' in wider && 'name' in narrower) return wider.name.toUpperCase() === narrower.name.toUpperCase()
  return 'owner' in wider && 'owner' in narrower && wider.owner === narrower.owner
}
