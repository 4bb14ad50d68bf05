import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useSubscription } from '../lib/use-subscription'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { ActionBar, goBack, Page } from '../ui/page'
import { Loading, Offline, Refused } from '../ui/states'
import { toast } from '../ui/toast'
import { BasicFields, LifeFields } from './fact-fields'
import { steps } from './profile-form'
import { SubmitStep } from './submit-step'
import { useProfileForm } from './use-profile-form'
import { WishFields } from './wish-fields'
import './matchmaking.scss'

/** 填资料: four short steps; what is filled in is kept at each of them. */
export default function Profile() {
  const form = useProfileForm()
  const { answer, draft, step, deed } = form
  const busy = deed.isDoing('form') && '正在保存…'
  const back = () => (step > 0 ? form.goTo(step - 1) : goBack())
  const failure = deed.failureOf('form')

  const wechat = useSubscription('singles')
  const submit = () => {
    wechat.ask()
    form.submit((profile) => {
      toast(profile.review === 'in-review' ? '已提交，请等单位红娘审核' : '已更新')
      void Taro.navigateBack().catch(() => Taro.redirectTo({ url: '/matchmaking/home' }))
    })
  }

  return (
    <Page
      title="交友资料"
      onBack={back}
      bottom={
        draft && (
          <ActionBar>
            {failure && (
              <View className="no t14 form-failure" id="form-failure">
                {failure}
              </View>
            )}
            {step < steps.length - 1 ? (
              <Button id="next" busy={busy} onTap={() => void form.next()}>
                保存，下一步
              </Button>
            ) : (
              <Button id="submit" busy={deed.isDoing('form') && '正在提交…'} onTap={submit}>
                提交给单位红娘
              </Button>
            )}
          </ActionBar>
        )
      }
    >
      {answer.kind === 'loading' && <Loading rows={4} />}
      {answer.kind === 'offline' && <Offline busy={answer.busy} onRetry={() => void form.reload()} />}
      {answer.kind === 'refused' && <Refused problem={answer.problem} />}
      {draft && (
        <>
          <Card>
            <View className="steps">
              {steps.map((name, at) => (
                <View key={name} className={`steps-one ${at <= step ? 'steps-done' : ''}`}>
                  <View className="steps-dot">{at + 1}</View>
                  <View className="t12">{name}</View>
                </View>
              ))}
            </View>
          </Card>
          {step === 0 && <BasicFields form={form} />}
          {step === 1 && <LifeFields form={form} />}
          {step === 2 && <WishFields form={form} />}
          {step === 3 && <SubmitStep form={form} />}
        </>
      )}
    </Page>
  )
}
