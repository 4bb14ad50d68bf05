import { View } from '@tarojs/components'
import { Button } from './button'
import './field.scss'

interface OrgFieldProps {
  readonly label: string
  readonly name: string
  /** Opens the picker. */
  readonly onTap: () => void
}

/** Which union it is about, in a form: a tap chooses another. */
export function OrgField({ label, name, onTap }: OrgFieldProps) {
  return (
    <View className="field">
      <View className="field-label">{label}</View>
      <Button id="pick-org" tone="quiet" onTap={onTap}>
        {name}
      </Button>
    </View>
  )
}
