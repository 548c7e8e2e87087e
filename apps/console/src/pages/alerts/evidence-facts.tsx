import type { JSX } from 'preact'

/** One fact of the evidence: its path and its value as the watch wrote it. */
type Fact = { readonly path: string; readonly value: string }

const MOST_FACTS = 60

/**
 * Lays a watch's own record out as facts, names as the watch wrote them: they carry unit and frame.
 * @param evidence - Any JSON.
 */
function factsOf(evidence: unknown): readonly Fact[] {
  const facts: Fact[] = []
  const walk = (value: unknown, path: string) => {
    if (facts.length >= MOST_FACTS) return
    if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) walk(member, path === '' ? name : `${path} · ${name}`)
    } else facts.push({ path, value: value === null || value === undefined ? '–' : String(value) })
  }
  walk(evidence, '')
  return facts
}

/** What an alert rests on. */
export function EvidenceFacts(props: { readonly evidence: unknown }): JSX.Element {
  return (
    <dl class="facts">
      {factsOf(props.evidence).map(({ path, value }) => (
        <div class="fact" key={path}>
          <dt>{path}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
