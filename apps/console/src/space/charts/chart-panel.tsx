import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Key } from '../../components/marks.tsx'
import { Panel } from '../../components/panel.tsx'
import { useText } from '../../state/console.ts'
import { chartMessages } from './messages.ts'

/** What stands behind a chart: the numbers that it draws. */
export type ChartTable = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/**
 * A chart with a table behind it.
 * @param props.asTables - Whether all charts of the page show their tables (key `T`).
 * @param props.source - Source and age, in the corner.
 */
export function ChartPanel(props: {
  readonly title: string
  readonly table: ChartTable
  readonly asTables: boolean
  readonly source: string
  readonly class?: string
  readonly children: ComponentChildren
}): JSX.Element {
  const text = useText(chartMessages)
  const [turned, setTurned] = useState(false)
  const isTable = turned !== props.asTables
  return (
    <Panel
      title={props.title}
      class={`chart-panel ${props.class ?? ''}`}
      aside={
        <button type="button" class="plain" aria-pressed={isTable} onClick={() => setTurned(!turned)}>
          {text(isTable ? 'asChart' : 'asTable')} <Key name="t" />
        </button>
      }
    >
      {isTable ? <DataTable {...props.table} name={props.title} /> : props.children}
      <p class="chart-source">{props.source}</p>
    </Panel>
  )
}

function DataTable(props: ChartTable & { readonly name: string }): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
    <section class="chart-table" tabIndex={0} aria-label={props.name}>
      <table class="small-table">
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.join(' ')}>
              {row.map((cell, index) => (
                <td key={props.columns[index]} class={typeof cell === 'number' ? 'num' : ''}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
