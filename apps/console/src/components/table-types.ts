import type { ComponentChildren } from 'preact'
import type { SortKey, SortValue } from './table-order.ts'

/** A column of a table. */
export type Column<Row> = {
  readonly id: string
  /** Head of the column with its unit, in the present language. */
  readonly title: string
  /** Width, px; a column without one takes what is left. */
  readonly widthPx?: number
  /** Of a column that takes what is left: how narrow it may get, px; 120 unless told. */
  readonly leastPx?: number
  readonly align?: 'right'
  /** What is drawn; without it the text. */
  readonly cell?: (row: Row) => ComponentChildren
  /** What is copied and read aloud. */
  readonly text: (row: Row) => string
  /** What it is sorted by; a column without it cannot be sorted. */
  readonly sortBy?: (row: Row) => SortValue
  /** Left out until the officer chooses it. */
  readonly hiddenAtFirst?: boolean
}

/** What a table is given. */
export type TableProps<Row> = {
  /** Names the table in what is kept for the officer. */
  readonly id: string
  /** Accessible name. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  /** Never changed in place. */
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** Key of the row that stands out; keep it in the address. */
  readonly selectedKey?: string | undefined
  /** Arrows and clicks. */
  readonly onSelect?: (row: Row) => void
  /** Enter and double click. */
  readonly onOpen?: (row: Row) => void
  readonly sort: readonly SortKey[]
  readonly onSort: (keys: readonly SortKey[]) => void
  /** Marked rows, where several can be: Space marks one, Shift a range. */
  readonly marked?: ReadonlySet<string>
  readonly onMark?: (keys: ReadonlySet<string>) => void
  /** Rows come and go by themselves: they stand still under pointer and focus. */
  readonly live?: boolean
  /** Drawn in place of rows where there are none. */
  readonly empty?: ComponentChildren
  /** Further controls above the table. */
  readonly tools?: ComponentChildren
}
