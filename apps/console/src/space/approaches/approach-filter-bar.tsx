import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { addressOf } from '../../api/client.ts'
import { places } from '../../api/types.ts'
import { Field } from '../../components/field.tsx'
import { useCommands, useConsole, useText } from '../../state/console.ts'
import { approachMessages } from './messages.ts'
import type { ApproachQuery } from './models.ts'

/** Filters of the list; they stand in the address, typed words in its fragment. */
export function ApproachFilterBar(props: { readonly asked: ApproachQuery }): JSX.Element {
  const { router } = useConsole()
  const text = useText(approachMessages)
  const find = useRef<HTMLInputElement>(null)
  const { asked } = props
  useCommands([{ id: 'approaches.filter', label: text('find'), key: 'f', run: () => find.current?.focus() }])
  const set = (changes: Readonly<Record<string, string | undefined>>) =>
    router.setQuery({ ...changes, page: undefined })
  const exportUrl = (format: 'csv' | 'ndjson') =>
    addressOf(places.exportApproaches.url, undefined, { ...asked, format })
  const numberField = (member: 'miss' | 'pc', label: string, value: number | undefined) => (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          type="number"
          min={0}
          step="any"
          value={value}
          onChange={(event) => set({ [member]: event.currentTarget.value })}
        />
      )}
    </Field>
  )
  return (
    <div class="approach-filter">
      <Field label={text('find')}>
        {(id) => (
          <input
            id={id}
            ref={find}
            type="search"
            value={asked.q ?? ''}
            onChange={(event) => router.setFragment({ q: event.currentTarget.value })}
          />
        )}
      </Field>
      {numberField('miss', text('maxMiss'), asked.maxMissKm)}
      {numberField('pc', text('minPc'), asked.minMaxPc)}
      <button
        type="button"
        class="chip"
        aria-pressed={asked.alertedOnly === true}
        onClick={() => set({ alerted: asked.alertedOnly === true ? undefined : '1' })}
      >
        {text('alertedOnly')}
      </button>
      {asked.object === undefined ? null : (
        <button type="button" class="chip" aria-pressed={true} onClick={() => set({ object: undefined })}>
          {text('objectFilter', { id: String(asked.object) })} ✕
        </button>
      )}
      <span class="end row" title={text('exportNote')}>
        <a href={exportUrl('csv')} download>
          {text('exportCsv')}
        </a>
        <a href={exportUrl('ndjson')} download>
          {text('exportNdjson')}
        </a>
        <small class="muted">{text('exportNote')}</small>
      </span>
    </div>
  )
}
