import type { JSX } from 'preact'
import { useUtc } from '../../components/use-utc.ts'
import { probability } from '../../format/format.ts'
import { useText } from '../../state/console.ts'
import { type EvidenceMember, evidenceMessages } from './evidence-messages.ts'

/** One fact of the evidence: the members that lead to it, and its value as the watch wrote it. */
type Fact = { readonly path: readonly string[]; readonly value: unknown }

const MOST_FACTS = 60
const INSTANT_MS = new Set(['sinceMs', 'lastSuccessMs', 'lastErrorMs', 'newestMs', 'dueMs'])

/**
 * Lays a watch's own record out as facts.
 * @param evidence - Any JSON.
 */
function factsOf(evidence: unknown): readonly Fact[] {
  const facts: Fact[] = []
  const walk = (value: unknown, path: readonly string[]) => {
    if (facts.length >= MOST_FACTS) return
    if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) walk(member, [...path, name])
    } else facts.push({ path, value })
  }
  walk(evidence, [])
  return facts
}

const isMember = (name: string): name is EvidenceMember => name in evidenceMessages.en

/** What an alert rests on. A member that has no words here is named as the watch wrote it: that carries unit and frame. */
export function EvidenceFacts(props: { readonly evidence: unknown }): JSX.Element {
  const text = useText(evidenceMessages)
  const utc = useUtc()
  const word = (name: string) => (isMember(name) ? text(name) : /^\d+$/.test(name) ? String(Number(name) + 1) : name)
  const shown = (name: string | undefined, value: unknown) => {
    if (value === null || value === undefined) return '–'
    if (typeof value === 'number' && INSTANT_MS.has(name ?? '')) return utc(value)
    if (typeof value === 'number' && name === 'maxPc') return `≤ ${probability(value)}`
    return String(value)
  }
  return (
    <dl class="facts">
      {factsOf(props.evidence).map(({ path, value }) => (
        <div class="fact" key={path.join('/')} title={path.join('.')}>
          <dt>{path.map(word).join(' · ')}</dt>
          <dd>{shown(path.at(-1), value)}</dd>
        </div>
      ))}
    </dl>
  )
}
