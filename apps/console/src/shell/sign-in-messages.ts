import type { Catalogue } from '../i18n/text.ts'

type Id = 'title' | 'required' | 'optional' | 'name' | 'password' | 'passwordHint' | 'submit'

/** Words of the sign-in. */
export const signInMessages: Catalogue<Id> = {
  en: {
    title: 'Sign in',
    required: 'This node shows nothing before you sign in.',
    optional: 'Your name stands beside everything that you acknowledge, shelve and write.',
    name: 'Name',
    password: 'Password',
    passwordHint: 'Leave empty where the node has no accounts.',
    submit: 'Sign in',
  },
  ja: {
    title: 'サインイン',
    required: 'このノードは、サインインするまで何も表示しません。',
    optional: '確認・一時保留・記入のすべてに、あなたの名前が残ります。',
    name: '氏名',
    password: 'パスワード',
    passwordHint: 'アカウントのないノードでは空欄のままにしてください。',
    submit: 'サインイン',
  },
}
