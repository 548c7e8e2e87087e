import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { DataTable } from '../../components/data-table.tsx'
import { Empty } from '../../components/loaded.tsx'
import { formatSort, parseSort } from '../../components/table-order.ts'
import type { Column } from '../../components/table-types.ts'
import { useConsole, useText } from '../../state/console.ts'
import type { Matrix, TechniqueCell } from '../models.ts'
import { COUNTED, type Counted, techniquesOf } from './attack-query.ts'
import { attackMessages } from './messages.ts'

/** Words of the columns, short enough for all to stand side by side. */
const HEADS = {
  detections: 'detections',
  indicators: 'indicatorsHead',
  groups: 'groups',
  campaigns: 'campaigns',
  software: 'softwareHead',
} as const satisfies Readonly<Record<Counted, keyof (typeof attackMessages)['en']>>

type Row = TechniqueCell & { readonly tactics: readonly string[] }

/** The techniques of a matrix as a list, with all that is counted of each. */
export function TechniqueTable(props: { readonly matrix: Matrix; readonly counted: Counted }): JSX.Element {
  const { router } = useConsole()
  const text = useText(attackMessages)
  const { query } = router.place.value
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      { id: 'id', title: text('id'), widthPx: 70, text: (row) => row.attackId, sortBy: (row) => row.attackId },
      { id: 'technique', title: text('technique'), leastPx: 140, text: (row) => row.name, sortBy: (row) => row.name },
      { id: 'tactic', title: text('tactic'), leastPx: 140, text: (row) => row.tactics.join(', ') },
      ...COUNTED.map(
        (kind): Column<Row> => ({
          ...{ id: kind, title: text(HEADS[kind]), widthPx: 92, align: 'right' },
          text: (row) => String(row.uses[kind]),
          sortBy: (row) => row.uses[kind],
        }),
      ),
      {
        ...{ id: 'variants', title: text('variants'), widthPx: 110, align: 'right' },
        text: (row) => String(row.variants),
        sortBy: (row) => row.variants,
      },
    ],
    [text],
  )
  const rows = useMemo(() => techniquesOf(props.matrix), [props.matrix])
  return (
    <DataTable
      id="techniques"
      label={props.matrix.name}
      columns={columns}
      rows={rows}
      keyOf={(row) => row.id}
      selectedKey={query.get('sel') ?? undefined}
      onSelect={(row) => router.setQuery({ sel: row.id })}
      onOpen={(row) => router.go(`/cyber/object/${row.id}`)}
      sort={parseSort(query.get('s') ?? `${props.counted}:desc`)}
      onSort={(keys) => router.setQuery({ s: formatSort(keys) })}
      empty={<Empty text={text('noneFit')} />}
    />
  )
}
