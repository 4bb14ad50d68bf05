import { facts as factsSchema } from '@gonghui/shared/matchmaking/profiles'
import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import * as z from 'zod/mini'
import { Card, SectionHead } from '../ui/card'
import { Tick } from '../ui/tick'
import { PersonFace } from './person-face'
import { PhotoFields } from './photo-fields'
import type { ProfileForm } from './use-profile-form'

/** How others will see it, and what one agrees to: two ticks, neither made beforehand. */
export function SubmitStep({
  form: { draft, profile, agreed, agree, missing, took },
}: {
  readonly form: Pick<ProfileForm, 'draft' | 'profile' | 'agreed' | 'agree' | 'missing' | 'took'>
}) {
  const told = z.safeParse(factsSchema, draft?.facts)
  return (
    <>
      {told.success && (
        <>
          <SectionHead title="别人会这样看到你" />
          <Card>
            <PersonFace person={{ ...told.data, age: new Date().getFullYear() - told.data.birthYear }} />
          </Card>
        </>
      )}
      {profile && <PhotoFields photos={profile.photos} onTaken={took} />}
      <Card>
        <Tick id="adult" ticked={agreed.adult} onTick={(adult) => agree({ adult })}>
          <View className="t14">我已年满 18 周岁，现在单身</View>
        </Tick>
        <View className="tick-gap" />
        <Tick id="consent" ticked={agreed.consent} onTick={(consent) => agree({ consent })}>
          <View className="t14">我同意《交友服务说明》，请单位红娘核实资料</View>
          <View className="t12 quiet">这是单独的同意，和入会无关；随时可以暂停、删除。</View>
        </Tick>
        <View
          className="row red t14 tick-more"
          id="read-consent"
          onClick={() => void Taro.navigateTo({ url: '/matchmaking/consent' })}
        >
          <Text>看《交友服务说明》</Text>
        </View>
        {missing.agreed && <Text className="field-error">{missing.agreed}</Text>}
      </Card>
    </>
  )
}
