import { useQuery } from '@tanstack/react-query';
import { listStateMachines } from '../../shared/api/stepFunctions';
import { designerPlace } from '../../shared/arn';
import { navigate } from '../../shared/router';
import { Chooser } from './Chooser';

/** Asks which machine is to be designed. */
export function OpenMachine({ onClose }: { onClose: () => void }) {
  const { data } = useQuery({ queryKey: ['machines', 'open'], queryFn: ({ signal }) => listStateMachines(undefined, signal) });
  const choices = (data?.items ?? []).map(item => ({ id: item.stateMachineArn, label: item.name, detail: item.type === 'EXPRESS' ? 'Express' : 'Standard', icon: 'machines' as const }));
  return <Chooser title="Open a state machine" placeholder="Its name" choices={choices} onChoose={arn => navigate(designerPlace(arn))} onClose={onClose} />;
}
