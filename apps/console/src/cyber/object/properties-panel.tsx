import type { JSX } from 'preact'
import { Panel } from '../../components/panel.tsx'
import { Scroll } from '../../components/scroll.tsx'
import { UtcTime } from '../../components/time.tsx'
import { useText } from '../../state/console.ts'
import type { NamedObject, StixDetail } from '../models.ts'
import { NamedLink } from '../named-link.tsx'
import { objectMessages } from './messages.ts'
import { type ReadLink, type ReadProperty, readingForm } from './reading-form.ts'

/** Addresses are told, not linked: whoever wrote them need not be trusted, and following one tells them who reads. */
function Link(props: { readonly link: ReadLink }): JSX.Element {
  const { source, id, url, description } = props.link
  return (
    <li>
      <b>{source}</b> {id} {url === undefined ? null : <code class="wrap-anywhere">{url}</code>}
      {description === undefined ? null : <small class="muted"> {description}</small>}
    </li>
  )
}

/** An object as a property names it. */
type Named = Omit<NamedObject, 'mark'>

function Value(props: { readonly property: ReadProperty; readonly nameOf: (id: string) => Named }): JSX.Element {
  const text = useText(objectMessages)
  const { property } = props
  switch (property.kind) {
    case 'text':
      return <bdi>{property.value}</bdi>
    case 'long':
      return <p class="note-text">{property.value}</p>
    case 'code':
      return <code class="wrap-anywhere">{property.value}</code>
    case 'time':
      return <UtcTime utc={property.utc} />
    case 'truth':
      return <>{text(property.value ? 'yes' : 'no')}</>
    case 'list':
      return <bdi>{property.values.join(', ')}</bdi>
    case 'references':
      return (
        <ul>
          {property.ids.map((id) => (
            <li key={id}>
              <NamedLink named={props.nameOf(id)} />
            </li>
          ))}
        </ul>
      )
    case 'links':
      return (
        <ul>
          {property.links.map((link, index) => (
            <Link key={`${index} ${link.source}`} link={link} />
          ))}
        </ul>
      )
  }
}

/** What an object says, in reading form: what it is about first, names of what it refers to in place of their ids. */
export function PropertiesPanel(props: { readonly detail: StixDetail }): JSX.Element {
  const text = useText(objectMessages)
  const { object, references } = props.detail
  const names = new Map(references.map((one) => [one.id, one] as const))
  const nameOf = (id: string): Named =>
    names.get(id) ?? { id, type: id.slice(0, id.indexOf('--')), title: id, isKnown: false }
  return (
    <Panel title={text('properties')} class="object-properties">
      <Scroll label={text('properties')}>
        <dl class="facts">
          {readingForm(object).map((property) => (
            <div class="fact" key={property.name}>
              <dt lang="en">{property.name}</dt>
              <dd>
                <Value property={property} nameOf={nameOf} />
              </dd>
            </div>
          ))}
        </dl>
      </Scroll>
    </Panel>
  )
}
