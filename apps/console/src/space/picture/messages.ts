import type { Catalogue } from '../../i18n/text.ts'
import { type PictureMessageId, pictureMessagesEn } from './messages-en.ts'
import { pictureMessagesJa } from './messages-ja.ts'

/** Words of the space picture. */
export const pictureMessages: Catalogue<PictureMessageId> = { en: pictureMessagesEn, ja: pictureMessagesJa }
