import type { Catalogue } from '../i18n/text.ts'

/** Words of the way from a thing of the picture to its release. */
export const releaseLinkMessages: Catalogue<'release'> = {
  en: { release: 'Release to partners…' },
  ja: { release: '相手国へ提供…' },
}
