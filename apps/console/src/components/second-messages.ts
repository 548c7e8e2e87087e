import type { Catalogue } from '../i18n/text.ts'

const en = {
  second: 'Second signature',
  name: 'Name of the second administrator',
  oneOf: 'One of: {names}',
  nobody: 'No other administrator has an account in use: one must be added under Settings first',
  password: 'Password of that administrator',
  passwordHint: 'Entered by that administrator; empty where the node has no accounts',
}

/** Words of the part of a form in which a second administrator signs. */
export const secondMessages: Catalogue<keyof typeof en> = {
  en,
  ja: {
    second: '2人目の署名',
    name: '2人目の管理者の氏名',
    oneOf: '次のいずれか：{names}',
    nobody: '使用中のアカウントを持つ管理者が他にいない。先に「設定」で追加する',
    password: 'その管理者のパスワード',
    passwordHint: '本人が入力する。アカウントのないノードでは空欄',
  },
}
