import type { Catalogue } from '../i18n/text.ts'

/** Words of the links to partners. */
export const partnerLinksMessages: Catalogue<'links' | 'suspended' | 'never'> = {
  en: { links: 'Links to partners', suspended: '{code} suspended', never: '{code} not heard yet' },
  ja: { links: '相手国との接続', suspended: '{code} 停止中', never: '{code} 未接続' },
}
