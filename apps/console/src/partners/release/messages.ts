import type { Catalogue } from '../../i18n/text.ts'
import { releaseMessagesEn } from './messages-en.ts'
import { releaseMessagesJa } from './messages-ja.ts'

/** Words of releases. */
export const releaseMessages: Catalogue<keyof typeof releaseMessagesEn> = {
  en: releaseMessagesEn,
  ja: releaseMessagesJa,
}
