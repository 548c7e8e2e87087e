import type { JSX } from 'preact'
import { useConsole, useText } from '../state/console.ts'
import { componentMessages } from './messages.ts'
import { tableAsTsv } from './table-order.ts'
import type { Column, TableProps } from './table-types.ts'

/** Columns that the officer has not left out; the first always stays. */
export function useShownColumns<Row>(id: string, columns: readonly Column<Row>[]): readonly Column<Row>[] {
  const { preferences } = useConsole()
  const hidden =
    preferences.value.value.hiddenColumns[id] ??
    columns.filter((column) => column.hiddenAtFirst === true).map((column) => column.id)
  return columns.filter((column, index) => index === 0 || !hidden.includes(column.id))
}

function ColumnChooser<Row>(props: {
  readonly id: string
  readonly columns: readonly Column<Row>[]
  readonly shown: readonly Column<Row>[]
}): JSX.Element {
  const { preferences } = useConsole()
  const text = useText(componentMessages)
  const choose = (column: Column<Row>, show: boolean) => {
    const hidden = props.columns
      .filter((one) => (one === column ? !show : !props.shown.includes(one)))
      .map((one) => one.id)
    preferences.change({ hiddenColumns: { ...preferences.value.peek().hiddenColumns, [props.id]: hidden } })
  }
  return (
    <details class="column-chooser">
      <summary>{text('columns')}</summary>
      <div>
        {props.columns.slice(1).map((column) => (
          <label key={column.id}>
            <input
              type="checkbox"
              checked={props.shown.includes(column)}
              onChange={(event) => choose(column, event.currentTarget.checked)}
            />
            {column.title}
          </label>
        ))}
      </div>
    </details>
  )
}

/** Count of rows, new rows that wait, columns, and copying with mode and marking. */
export function TableTools<Row>(props: {
  readonly table: TableProps<Row>
  readonly rows: readonly Row[]
  readonly shown: readonly Column<Row>[]
  readonly waiting: number
  readonly onShowWaiting: () => void
}): JSX.Element {
  const { status, language, toasts } = useConsole()
  const text = useText(componentMessages)
  const { table, rows, shown } = props
  const copy = () => {
    const now = status.peek()
    const marks = [now?.mode ?? '', now?.marking[language.peek()] ?? '']
    const chosen =
      table.marked === undefined || table.marked.size === 0
        ? rows
        : rows.filter((row) => table.marked?.has(table.keyOf(row)))
    const cells = chosen.map((row) => shown.map((column) => column.text(row)))
    const tsv = tableAsTsv(
      shown.map((column) => column.title),
      cells,
      marks,
    )
    void navigator.clipboard?.writeText(tsv).then(() => toasts.say(text('copied')))
  }
  return (
    <div class="table-tools">
      {table.tools}
      {props.waiting === 0 ? null : (
        <button type="button" class="primary" onClick={props.onShowWaiting}>
          {text('newRows', { count: props.waiting })} ↑
        </button>
      )}
      <span class="end muted" aria-live="off">
        {text('rowCount', { count: rows.length })}
      </span>
      <ColumnChooser id={table.id} columns={table.columns} shown={shown} />
      <button type="button" onClick={copy}>
        {text('copyTable')}
      </button>
    </div>
  )
}
