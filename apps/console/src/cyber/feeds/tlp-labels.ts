import type { Operations } from '../../api/types.ts'

type Tlp = NonNullable<Operations['importStix']['query']['tlp']>

/** A label of TLP for what says nothing of who may see it; with `none` it stays with this node. */
export type TlpChoice = Tlp | 'none'

/** In the order in which they are offered. */
export const TLP_CHOICES: readonly TlpChoice[] = ['none', 'CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED']
