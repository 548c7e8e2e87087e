import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { addressOf } from '../../api/client.ts'
import { places } from '../../api/types.ts'
import { Field } from '../../components/field.tsx'
import { useCommands, useConsole, useText } from '../../state/console.ts'
import { AUDIT_KINDS, type AuditQuery } from './audit-query.ts'
import { auditMessages } from './messages.ts'

/** Filters of the audit; they stand in the address, and hold for the exports too. */
export function AuditFilter(props: { readonly asked: AuditQuery }): JSX.Element {
  const { router } = useConsole()
  const text = useText(auditMessages)
  const first = useRef<HTMLInputElement>(null)
  useCommands([{ id: 'audit.filter', label: text('filter'), key: 'f', run: () => first.current?.focus() }])
  const { query } = router.place.value
  const field = (member: 'by' | 'to' | 'since' | 'until', label: string) => (
    <Field label={label}>
      {(id) => (
        <input
          id={id}
          {...(member === 'by' ? { ref: first } : {})}
          maxLength={100}
          {...(member === 'by' || member === 'to' ? {} : { placeholder: '2026-11-22 03:00Z' })}
          value={query.get(member) ?? ''}
          onChange={(event) => router.setQuery({ [member]: event.currentTarget.value })}
        />
      )}
    </Field>
  )
  return (
    <div class="audit-filter">
      <p class="muted">{text('note')}</p>
      <fieldset class="row" aria-label={text('filter')}>
        {[undefined, ...AUDIT_KINDS].map((one) => (
          <button
            type="button"
            key={one ?? 'all'}
            class="chip"
            aria-pressed={one === props.asked.kind}
            onClick={() => router.setQuery({ f: one })}
          >
            {text(one ?? 'all')}
          </button>
        ))}
        <span class="end row">
          {(['csv', 'ndjson'] as const).map((format) => (
            <a key={format} href={addressOf(places.exportAudit.url, undefined, { ...props.asked, format })} download>
              {text(format === 'csv' ? 'exportCsv' : 'exportNdjson')}
            </a>
          ))}
        </span>
      </fieldset>
      {field('by', text('by'))}
      {field('to', text('toWhom'))}
      {field('since', text('since'))}
      {field('until', text('until'))}
    </div>
  )
}
