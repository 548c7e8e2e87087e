// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the rows that are out of sight
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
import type { JSX } from 'preact'
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import { createTypeAhead, findTyped, stepInList } from './table-keys.ts'
import { holdOrder, type SortKey, sortRows, toggleSort } from './table-order.ts'
import { TableTools, useShownColumns } from './table-tools.tsx'
import type { Column, TableProps } from './table-types.ts'
import { useRevealed } from './use-revealed.ts'
import { useTableWindow } from './use-table-window.ts'

const HEAD_PX = 28
/** Between columns, and beside the first and the last, as components.css has it. */
const GAP_PX = 8
const EDGE_PX = 12

function leastPx<Row>(column: Column<Row>): number {
  return column.widthPx ?? column.leastPx ?? 120
}

function template<Row>(columns: readonly Column<Row>[]): string {
  return columns
    .map((column) => (column.widthPx === undefined ? `minmax(${leastPx(column)}px, 1fr)` : `${column.widthPx}px`))
    .join(' ')
}

/** Least width at which no column is cut, px. */
function leastWidthPx<Row>(columns: readonly Column<Row>[]): number {
  return columns.reduce((sum, column) => sum + leastPx(column) + GAP_PX, 2 * EDGE_PX - GAP_PX)
}

function Head<Row>(props: {
  readonly columns: readonly Column<Row>[]
  readonly sort: readonly SortKey[]
  readonly onSort: (keys: readonly SortKey[]) => void
}): JSX.Element {
  return (
    <div class="table-row table-head" role="row" aria-rowindex={1}>
      {props.columns.map((column) => {
        const key = props.sort.find((one) => one.column === column.id)
        const direction = key === undefined ? undefined : key.descending ? 'descending' : 'ascending'
        return (
          <div key={column.id} role="columnheader" aria-sort={direction} class={column.align === 'right' ? 'num' : ''}>
            {column.sortBy === undefined ? (
              column.title
            ) : (
              <button
                type="button"
                class="plain"
                onClick={(event) => props.onSort(toggleSort(props.sort, column.id, event.shiftKey))}
              >
                {column.title}
                <span aria-hidden="true">{key === undefined ? '' : key.descending ? ' ↓' : ' ↑'}</span>
              </button>
            )}
          </div>
        )
      })}
    </div>
  )
}

/** Sorted rows; live ones keep their order while pointer or focus is on them. */
function useRows<Row>(props: TableProps<Row>) {
  const [heldKeys, setHeldKeys] = useState<readonly string[] | undefined>(undefined)
  const sorted = useMemo(() => {
    const byId = new Map(props.columns.map((column) => [column.id, column]))
    return sortRows(props.rows, props.sort, (row, id) => byId.get(id)?.sortBy?.(row))
  }, [props.rows, props.sort, props.columns])
  const held = heldKeys === undefined ? undefined : holdOrder(sorted, heldKeys, props.keyOf)
  return {
    rows: held?.rows ?? sorted,
    waiting: held?.waiting ?? 0,
    hold: () => {
      if (props.live === true) setHeldKeys((before) => before ?? sorted.map(props.keyOf))
    },
    letGo: () => setHeldKeys(undefined),
    renew: () => setHeldKeys(sorted.map(props.keyOf)),
    sort: (keys: readonly SortKey[]) => {
      setHeldKeys(undefined)
      props.onSort(keys)
    },
  }
}

function range<Row>(rows: readonly Row[], from: number, to: number, keyOf: (row: Row) => string): readonly string[] {
  return rows.slice(Math.min(from, to), Math.max(from, to) + 1).map(keyOf)
}

/** Keys and clicks on rows. */
function useRowActs<Row>(
  props: TableProps<Row>,
  rows: readonly Row[],
  pageRows: number,
  reveal: (index: number) => void,
) {
  const typeAhead = useMemo(createTypeAhead, [])
  const anchor = useRef(0)
  const selected = rows.findIndex((row) => props.keyOf(row) === props.selectedKey)
  const select = (index: number) => {
    const row = rows[index]
    if (row === undefined) return
    props.onSelect?.(row)
    reveal(index)
  }
  const mark = (index: number, toRange: boolean) => {
    const row = rows[index]
    if (row === undefined || props.onMark === undefined) return
    const next = new Set(props.marked)
    const key = props.keyOf(row)
    if (toRange) for (const one of range(rows, anchor.current, index, props.keyOf)) next.add(one)
    else if (!next.delete(key)) next.add(key)
    if (!toRange) anchor.current = index
    props.onMark(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
      return
    const next = stepInList(event.key, selected, rows.length, pageRows)
    const row = rows[selected]
    if (next !== undefined) {
      select(next)
      if (event.shiftKey) mark(next, true)
    } else if (event.key === 'Enter' && row !== undefined) props.onOpen?.(row)
    else if (event.key === ' ' && props.onMark !== undefined) mark(selected, event.shiftKey)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  /** Letters go to the shell's keys unless they follow another within the table's own search, which Shift starts. */
  const onLetter = (event: KeyboardEvent) => {
    const textColumn = props.columns.find((column) => column.widthPx === undefined) ?? props.columns[0]
    if (!event.shiftKey || event.key.length !== 1 || event.isComposing || textColumn === undefined) return
    const found = findTyped(rows, Math.max(0, selected), typeAhead.type(event.key, event.timeStamp), textColumn.text)
    if (found === undefined) return
    select(found)
    event.preventDefault()
    event.stopPropagation()
  }
  const rowAt = (event: MouseEvent) => {
    const element = event.target instanceof Element ? event.target.closest('[data-index]') : null
    return element instanceof HTMLElement ? Number(element.dataset['index']) : undefined
  }
  return {
    selected,
    onKeyDown: (event: KeyboardEvent) => {
      onKeyDown(event)
      if (!event.defaultPrevented) onLetter(event)
    },
    onClick: (event: MouseEvent) => {
      const index = rowAt(event)
      if (index === undefined) return
      select(index)
      if (event.shiftKey || event.ctrlKey) mark(index, event.shiftKey)
    },
    onDblClick: (event: MouseEvent) => {
      const row = rows[rowAt(event) ?? -1]
      if (row !== undefined) props.onOpen?.(row)
    },
  }
}

/**
 * A table of any length: only rows in sight are drawn. It is one stop of Tab; arrows, Page, Home and End move in it,
 * Enter opens, Space marks, Shift with letters finds a row by its beginning. Sorting by a second column: Shift and click.
 */
export function DataTable<Row>(props: TableProps<Row>): JSX.Element {
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const shown = useShownColumns(props.id, props.columns)
  const { rows, waiting, hold, letGo, renew, sort } = useRows(props)
  const view = useTableWindow(box, rows.length, HEAD_PX)
  const acts = useRowActs(props, rows, view.pageRows, view.reveal)
  const columns = template(shown)
  useRevealed(props.selectedKey, acts.selected, view.reveal)
  useEffect(() => {
    box.current?.style.setProperty('--columns', columns)
    box.current?.style.setProperty('--least-width', `${leastWidthPx(shown)}px`)
  }, [columns, shown])
  return (
    <div class="table">
      <TableTools table={props} rows={rows} shown={shown} waiting={waiting} onShowWaiting={renew} />
      {rows.length === 0 && props.empty !== undefined ? (
        props.empty
      ) : (
        <div
          ref={box}
          class="table-box"
          role="grid"
          tabIndex={0}
          aria-label={props.label}
          aria-rowcount={rows.length + 1}
          aria-colcount={shown.length}
          aria-multiselectable={props.onMark === undefined ? undefined : true}
          aria-activedescendant={
            acts.selected >= view.first && acts.selected < view.end ? `${id}-${acts.selected}` : undefined
          }
          onKeyDown={acts.onKeyDown}
          onClick={acts.onClick}
          onDblClick={acts.onDblClick}
          onPointerEnter={hold}
          onPointerLeave={() => document.activeElement !== box.current && letGo()}
          onFocus={hold}
          onBlur={() => !box.current?.matches(':hover') && letGo()}
        >
          <Head columns={shown} sort={props.sort} onSort={sort} />
          <Rows table={props} rows={rows} columns={shown} view={view} id={id} />
        </div>
      )}
    </div>
  )
}

function Rows<Row>(props: {
  readonly table: TableProps<Row>
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly view: { readonly first: number; readonly end: number; readonly rowPx: number }
  readonly id: string
}): JSX.Element {
  const { table, rows, columns, view } = props
  const top = view.first * view.rowPx
  const height = rows.length * view.rowPx
  return (
    <div class="table-rows" role="presentation" style={{ height: `${height}px` }}>
      <div class="table-window" role="presentation" style={{ transform: `translateY(${top}px)` }}>
        {rows.slice(view.first, view.end).map((row, offset) => {
          const index = view.first + offset
          const key = table.keyOf(row)
          return (
            <div
              key={key}
              id={`${props.id}-${index}`}
              role="row"
              class="table-row"
              aria-rowindex={index + 2}
              aria-selected={key === table.selectedKey || table.marked?.has(key) === true}
              data-marked={table.marked?.has(key) === true ? '' : undefined}
              data-index={index}
            >
              {columns.map((column) => (
                <div key={column.id} role="gridcell" class={column.align === 'right' ? 'num' : ''}>
                  {column.cell === undefined ? column.text(row) : column.cell(row)}
                </div>
              ))}
            </div>
          )
        })}
      </div>
    </div>
  )
}
