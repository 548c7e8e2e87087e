import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { DataTable } from '../../components/data-table.tsx'
import { Empty } from '../../components/loaded.tsx'
import { Panel } from '../../components/panel.tsx'
import { formatSort, parseSort } from '../../components/table-order.ts'
import type { Column } from '../../components/table-types.ts'
import { number } from '../../format/format.ts'
import { distinctMarks } from '../../partners/marking/distinct-marks.ts'
import { markWidthPx } from '../../partners/marking/mark-width.ts'
import { RecordMark } from '../../partners/marking/marked.tsx'
import type { MarkingTools } from '../../partners/marking/marking-tools.ts'
import { useConsole, useText } from '../../state/console.ts'
import type { StixDetail } from '../models.ts'
import { NamedLink } from '../named-link.tsx'
import { marksOfNamed } from '../row-marks.ts'
import { typeMessages, typeWord } from '../type-messages.ts'
import { objectMessages } from './messages.ts'

type RelationRow = StixDetail['relations'][number]

/** Every relation of an object as a list, which says the same as the graph and more. */
export function RelationsPanel(props: { readonly detail: StixDetail; readonly tools: MarkingTools }): JSX.Element {
  const { router, language } = useConsole()
  const text = useText(objectMessages)
  const types = useText(typeMessages)
  const { relations, counts } = props.detail
  const { tools } = props
  const spoken = language.value
  const marks = distinctMarks(marksOfNamed(relations.map(({ other }) => other)))
  const widthPx = markWidthPx(marks.map((mark) => tools.portionOf(mark)[spoken]))
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const columns = useMemo((): readonly Column<RelationRow>[] => {
    const kind = ({ kind: word, direction }: RelationRow) => `${direction === 'from' ? '→' : '←'} ${word}`
    return [
      { id: 'relation', title: text('relation'), widthPx: 110, text: kind, sortBy: (row) => row.kind },
      {
        ...{ id: 'type', title: text('type'), widthPx: 92, text: (row) => typeWord(types, row.other.type) },
        sortBy: (row) => row.other.type,
      },
      {
        ...{ id: 'other', title: text('other'), leastPx: 120, text: (row) => row.other.title },
        sortBy: (row) => row.other.title,
        cell: (row) => <NamedLink named={row.other} withType={false} />,
      },
      {
        ...{ id: 'mark', title: text('mark'), widthPx },
        text: ({ other }) => (other.mark === null ? '' : tools.portionOf(other.mark)[spoken]),
        cell: ({ other }) => (other.mark === null ? null : <RecordMark words={tools.portionOf(other.mark)} />),
      },
    ]
  }, [text, types, tools, spoken, widthPx])
  const { query } = router.place.value
  return (
    <Panel title={text('relations')} class="object-relations">
      <DataTable
        id="stix-relations"
        label={text('relations')}
        columns={columns}
        rows={relations}
        keyOf={(row) => row.id}
        selectedKey={relations.find(({ other }) => other.id === query.get('sel'))?.id}
        onSelect={(row) => router.setQuery({ sel: row.other.id })}
        onOpen={(row) => row.other.isKnown && router.go(`/cyber/object/${row.other.id}`)}
        sort={parseSort(query.get('s'))}
        onSort={(keys) => router.setQuery({ s: formatSort(keys) })}
        tools={text('relationsShown', { shown: number(relations.length, 0), total: number(total, 0) })}
        empty={<Empty text={text('noRelations')} />}
      />
    </Panel>
  )
}
