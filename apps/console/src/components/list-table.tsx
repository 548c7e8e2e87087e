import type { JSX } from 'preact'
import { Empty } from './loaded.tsx'
import { Scroll } from './scroll.tsx'

/** What a short list is drawn with. */
export type ListTableProps<Item> = {
  /** Accessible name. */
  readonly label: string
  readonly heads: readonly string[]
  readonly items: readonly Item[]
  /** Said where there are none. */
  readonly empty: string
  /** The row of an item, with its key. */
  readonly children: (item: Item, index: number) => JSX.Element
}

/** A short list as a plain table; lists of thousands are a DataTable. */
export function ListTable<Item>(props: ListTableProps<Item>): JSX.Element {
  if (props.items.length === 0) return <Empty text={props.empty} />
  return (
    <Scroll label={props.label}>
      <table class="plain-table">
        <thead>
          <tr>
            {props.heads.map((head) => (
              <th key={head}>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>{props.items.map(props.children)}</tbody>
      </table>
    </Scroll>
  )
}
