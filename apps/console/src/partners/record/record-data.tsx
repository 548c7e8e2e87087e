import type { JSX } from 'preact'
import { fieldRows } from '../release/fields.ts'

/** Members that say most of a record, where it has them: they come first, and alone in one line. */
const FIRST = [
  'title',
  'primary',
  'secondary',
  'tcaUtc',
  'missKm',
  'maxPc',
  'priority',
  'key',
  'record',
  'why',
] as const

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value in one line: of an object its name or number. */
function brief(value: unknown): string {
  if (!isObject(value)) return typeof value === 'string' ? value : JSON.stringify(value)
  return String(value['name'] ?? value['id'] ?? JSON.stringify(value))
}

/** What a record says in one line: its title, or who meets whom, when and how near; of an alert without a title that of its approach. */
export function briefOf(data: unknown): string {
  if (!isObject(data)) return JSON.stringify(data)
  if (typeof data['title'] === 'string') return data['title']
  if (isObject(data['approach'])) return briefOf(data['approach'])
  const known = FIRST.filter((name) => data[name] !== undefined).map((name) => brief(data[name]))
  return known.length > 0 ? known.join(' · ') : JSON.stringify(data)
}

/** Objects of the catalogue that a close approach, or an alert about one, names. */
export function objectsOf(data: unknown): readonly { readonly id: number; readonly name: string | undefined }[] {
  if (!isObject(data)) return []
  if (isObject(data['approach'])) return objectsOf(data['approach'])
  return [data['primary'], data['secondary']].flatMap((party) => {
    if (!isObject(party) || typeof party['id'] !== 'number') return []
    const name = party['name']
    return [{ id: party['id'], name: typeof name === 'string' ? name : undefined }]
  })
}

/** What a record says, member by member. */
export function RecordFields(props: { readonly data: unknown }): JSX.Element {
  return (
    <table class="plain-table fields-table">
      <tbody>
        {fieldRows(props.data, props.data).map(({ pointer, name, depth, value }) => (
          <tr key={pointer}>
            <th scope="row" class={`depth-${Math.min(depth, 3)}`}>
              {name}
            </th>
            <td>{value === undefined ? null : <code>{value}</code>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What a record says: one line, and the whole behind it. */
export function RecordData(props: { readonly data: unknown }): JSX.Element {
  return (
    <details class="record-data">
      <summary lang="en">{briefOf(props.data)}</summary>
      <RecordFields data={props.data} />
    </details>
  )
}
