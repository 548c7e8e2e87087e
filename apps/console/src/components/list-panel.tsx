import type { ComponentChildren, JSX } from 'preact'
import type { Asked } from '../state/ask.ts'
import { ListTable, type ListTableProps } from './list-table.tsx'
import { Loaded } from './loaded.tsx'
import { Panel } from './panel.tsx'

/**
 * A panel with a short list that the node is asked for.
 * @param props.aside - At the right of the heading.
 */
export function ListPanel<Item>(
  props: Omit<ListTableProps<Item>, 'label' | 'items'> & {
    readonly title: string
    readonly aside?: ComponentChildren
    readonly asked: Asked<{ readonly items: readonly Item[] }>
  },
): JSX.Element {
  return (
    <Panel title={props.title} aside={props.aside}>
      <Loaded asked={props.asked}>
        {({ items }) => (
          <ListTable label={props.title} heads={props.heads} items={items} empty={props.empty}>
            {props.children}
          </ListTable>
        )}
      </Loaded>
    </Panel>
  )
}
