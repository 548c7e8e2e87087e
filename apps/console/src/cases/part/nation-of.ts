import type { Text } from '../../i18n/text.ts'
import type { CaseWord } from '../messages.ts'

/** What a node without keys calls itself in its own parts: it has no nation to be told by. */
const WITHOUT_KEYS = 'here'

/** Says whose a part is: the nation, the node where its nation is not known, or this node where it has no keys. */
export function nationOf(
  text: Text<CaseWord>,
  { node, party }: { readonly node: string; readonly party?: string | null },
): string {
  return party ?? (node === WITHOUT_KEYS ? text('thisNode') : node)
}
