import type { JSX } from 'preact'
import type { Operations } from '../../api/types.ts'
import { chosenFile, FileField } from '../../components/file-field.tsx'
import { NodeText } from '../../components/node-text.tsx'
import { StatusMark } from '../../components/status-mark.tsx'
import { Distance } from '../../components/time.tsx'
import { number } from '../../format/format.ts'
import { useAsk } from '../../state/ask.ts'
import { useConsole, useText } from '../../state/console.ts'
import { ChangeDialog, type DialogEnds, RemoveDialog } from './change-dialog.tsx'
import { ChangedList } from './changed-list.tsx'
import { warningListMessages } from './warning-list-messages.ts'

type WarningList = Operations['listWarningLists']['answer']['items'][number]

const HEADS = [
  ...['state', 'name', 'type', 'entries', 'source', 'indicators', 'hits', 'lastHit', 'acts'],
] as const satisfies readonly (keyof (typeof warningListMessages)['en'])[]

function Row(props: { readonly list: WarningList; readonly onRemove: (() => void) | undefined }): JSX.Element {
  const text = useText(warningListMessages)
  const { name, type, entries, isBuiltIn, writtenUtc, indicators, hits, lastHitUtc, problem } = props.list
  const isUsed = problem === null
  return (
    <tr>
      <td>
        <StatusMark status={isUsed ? 'normal' : 'serious'} word={text(isUsed ? 'used' : 'notUsed')} />
      </td>
      <td class="wrap-anywhere">
        {isBuiltIn ? <NodeText text={name} /> : <bdi>{name}</bdi>}
        {problem === null ? null : (
          <small class="hint">
            <NodeText text={problem} />
          </small>
        )}
      </td>
      <td>{type === null ? '–' : text(type)}</td>
      <td class="num">{number(entries, 0)}</td>
      <td class="num">{isBuiltIn ? text('builtIn') : <Distance utc={writtenUtc} />}</td>
      <td class="num">{indicators === null ? text('unknown') : number(indicators, 0)}</td>
      <td class="num">{number(hits, 0)}</td>
      <td class="num">{lastHitUtc === null ? '–' : <Distance utc={lastHitUtc} />}</td>
      <td>
        {isBuiltIn || props.onRemove === undefined ? null : (
          <button type="button" onClick={props.onRemove}>
            {text('remove')}
          </button>
        )}
      </td>
    </tr>
  )
}

function AddListDialog(props: DialogEnds): JSX.Element {
  const { client } = useConsole()
  const text = useText(warningListMessages)
  const fileIn = (form: FormData): File => chosenFile(form, 'file') ?? new File([], '')
  return (
    <ChangeDialog
      {...props}
      title={text('add')}
      doing={text('add')}
      ask={(form) => client.ask('addWarningList', { body: fileIn(form) })}
      said={(form) => text('added', { name: fileIn(form).name })}
    >
      <div class="fields">
        <div class="whole">
          <FileField name="file" label={text('file')} hint={text('fileHint')} accept=".json" required />
        </div>
      </div>
    </ChangeDialog>
  )
}

function RemoveListDialog({ list, ...ends }: DialogEnds & { readonly list: WarningList }): JSX.Element {
  const { client } = useConsole()
  const text = useText(warningListMessages)
  const { id, name } = list
  return (
    <RemoveDialog {...ends} name={name} text={text} ask={() => client.ask('removeWarningList', { params: { id } })} />
  )
}

/** The lists of values that are harmless, with what each of them held back; administrators add and remove them. */
export function WarningListsPanel(): JSX.Element {
  const text = useText(warningListMessages)
  const asked = useAsk('listWarningLists', {}, ['cyber/', 'alert/'])
  return (
    <ChangedList
      title={text('title')}
      heads={HEADS.map((head) => text(head))}
      empty={text('none')}
      asked={asked}
      add={text('add')}
      row={(list, onRemove) => <Row key={list.id} list={list} onRemove={onRemove} />}
      addDialog={(ends) => <AddListDialog {...ends} />}
      removeDialog={(list, ends) => <RemoveListDialog list={list} {...ends} />}
    />
  )
}
