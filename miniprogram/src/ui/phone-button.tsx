import { Button as NativeButton, Text } from '@tarojs/components'
import { Icon } from './icon'

interface PhoneButtonProps {
  readonly id: string
  readonly children: string
  readonly busy?: string | false
  readonly disabled?: boolean
  /** A code that the server exchanges for the number, once. */
  readonly onCode: (phoneCode: string) => void
  /** The member would rather not. */
  readonly onDecline: () => void
}

/** WeChat's own phone button, dressed as the primary button: it is the submit button of a form. */
export function PhoneButton({ id, children, busy, disabled = false, onCode, onDecline }: PhoneButtonProps) {
  const still = Boolean(busy) || disabled
  return (
    <NativeButton
      id={id}
      className={`button button-primary button-full ${disabled ? 'button-off' : ''} ${busy ? 'button-busy' : ''}`}
      disabled={still}
      openType="getPhoneNumber"
      onGetPhoneNumber={({ detail }) => (detail.code ? onCode(detail.code) : onDecline())}
    >
      {!busy && <Icon name="phone" />}
      <Text>{busy || children}</Text>
    </NativeButton>
  )
}
