import type { Marking, Tlp } from '@yagura/record'
import type { NodeMode } from '../../context.ts'

/** Levels of TLP as the policy of that name counts them. */
const levels: { readonly [Label in Tlp]: number } = { CLEAR: 0, GREEN: 1, AMBER: 2, 'AMBER+STRICT': 3, RED: 4 }

/** Marking of a label for objects that do not say themselves who may see them; without a label they stay with this node. */
export function labelMarking(tlp: Tlp | undefined, mode: NodeMode): Marking {
  return tlp === undefined ? { pol: 'TLP', lvl: 0, aud: {}, mode } : { pol: 'TLP', lvl: levels[tlp], tlp, mode }
}
