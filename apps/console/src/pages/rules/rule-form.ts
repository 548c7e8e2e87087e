import { PRIORITIES, type Rule } from '../../api/models.ts'

/** How a rule names its objects. */
export type ObjectsKind = 'all' | 'ids' | 'name' | 'owner'

/** @returns How a rule names its objects, and the words of the field. */
export function objectsOf(rule: Rule | undefined): { readonly kind: ObjectsKind; readonly words: string } {
  const objects = rule?.objects
  if (objects === undefined || 'all' in objects) return { kind: 'all', words: '' }
  if ('ids' in objects) return { kind: 'ids', words: objects.ids.join(', ') }
  return 'name' in objects ? { kind: 'name', words: objects.name } : { kind: 'owner', words: objects.owner }
}

function objectsFrom(kind: string, words: string): Rule['objects'] {
  switch (kind) {
    case 'ids':
      return { ids: words.normalize('NFKC').split(/\D+/).filter(Boolean).map(Number) }
    case 'name':
      return { name: words.trim() }
    case 'owner':
      return { owner: words.trim() }
    default:
      return { all: true }
  }
}

/** Reads a rule from what was entered; the node judges whether it is one. */
export function ruleFrom(entered: ReadonlyMap<string, string>): Rule {
  const text = (name: string) => entered.get(name) ?? ''
  const minMaxPc = text('minMaxPc').trim()
  const minSpeed = text('minRelativeSpeedKmPerS').trim()
  return {
    id: text('id').trim(),
    objects: objectsFrom(text('kind'), text('objects')),
    maxMissKm: Number(text('maxMissKm')),
    ...(minMaxPc === '' ? {} : { minMaxPc: Number(minMaxPc) }),
    ...(minSpeed === '' ? {} : { minRelativeSpeedKmPerS: Number(minSpeed) }),
    leadTimeH: Number(text('leadTimeH')),
    priority: PRIORITIES.find((one) => one === text('priority')) ?? 'caution',
    consequence: text('consequence').trim(),
    action: text('action').trim(),
    timeAllowedMin: Number(text('timeAllowedMin')),
  }
}
