//! `special-words`: names that are keywords somewhere.

use special_words_client::models;

use crate::scenario::{Outcome, Scenario, client, same, scenarios};

pub(crate) const ALL: &[&[Scenario]] = &[SCENARIOS, WORDS];

scenarios! {
    SpecialWords_ExtensibleStrings_putExtensibleStringValue => extensible_string,
    SpecialWords_ModelProperties_dictMethods => dict_methods,
    SpecialWords_ModelProperties_sameAsModel => same_as_model,
    SpecialWords_ModelProperties_withList => with_list,
    SpecialWords_Parameters_cancellationToken => cancellation_token,
    SpecialWords_ReservedOperationBodyParams_withItems => with_items,
}

async fn extensible_string() -> Outcome {
    let class = models::ExtensibleStringsExtensibleString::Class;
    same(client!(special_words_client)?.extensible_strings_put_extensible_string_value(class.clone()).await?, class)
}

async fn dict_methods() -> Outcome {
    let body = models::ModelPropertiesDictMethods::new("ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok", "ok");
    Ok(client!(special_words_client)?.model_properties_dict_methods(body).await?)
}

async fn same_as_model() -> Outcome {
    let body = models::ModelPropertiesSameAsModel::new("ok");
    Ok(client!(special_words_client)?.model_properties_same_as_model(body).await?)
}

async fn with_list() -> Outcome {
    let body = models::ModelPropertiesModelWithList::new("ok");
    Ok(client!(special_words_client)?.model_properties_with_list(body).await?)
}

async fn cancellation_token() -> Outcome {
    Ok(client!(special_words_client)?.parameters_with_cancellation_token("ok").await?)
}

async fn with_items() -> Outcome {
    let body = models::ReservedOperationBodyParamsWithItemsRequest::new(["item".to_owned()]);
    Ok(client!(special_words_client)?.reserved_operation_body_params_with_items(body).await?)
}

/// A word as the name of a model, of an operation and of a parameter.
macro_rules! words {
    ($($word:tt => $with_model:ident($model:ident), $operation:ident, $with_parameter:ident;)*) => {
        const WORDS: &[Scenario] = &[$(
            Scenario {
                name: concat!("SpecialWords_Models_", stringify!($word)),
                call: || Box::pin(async {
                    Ok(client!(special_words_client)?.$with_model(models::$model::new("ok")).await?)
                }),
            },
            Scenario {
                name: concat!("SpecialWords_Operations_", stringify!($word)),
                call: || Box::pin(async { Ok(client!(special_words_client)?.$operation().await?) }),
            },
            Scenario {
                name: concat!("SpecialWords_Parameters_", stringify!($word)),
                call: || Box::pin(async { Ok(client!(special_words_client)?.$with_parameter("ok").await?) }),
            },
        )*];
    };
}

words! {
    and => models_with_and(ModelsAnd), operations_and, parameters_with_and;
    as => models_with_as(ModelsAs), operations_as, parameters_with_as;
    assert => models_with_assert(ModelsAssert), operations_assert, parameters_with_assert;
    async => models_with_async(ModelsAsync), operations_async, parameters_with_async;
    await => models_with_await(ModelsAwait), operations_await, parameters_with_await;
    break => models_with_break(ModelsBreak), operations_break, parameters_with_break;
    class => models_with_class(ModelsClass), operations_class, parameters_with_class;
    constructor => models_with_constructor(ModelsConstructor), operations_constructor, parameters_with_constructor;
    continue => models_with_continue(ModelsContinue), operations_continue, parameters_with_continue;
    def => models_with_def(ModelsDef), operations_def, parameters_with_def;
    del => models_with_del(ModelsDel), operations_del, parameters_with_del;
    elif => models_with_elif(ModelsElif), operations_elif, parameters_with_elif;
    else => models_with_else(ModelsElse), operations_else, parameters_with_else;
    except => models_with_except(ModelsExcept), operations_except, parameters_with_except;
    exec => models_with_exec(ModelsExec), operations_exec, parameters_with_exec;
    finally => models_with_finally(ModelsFinally), operations_finally, parameters_with_finally;
    for => models_with_for(ModelsFor), operations_for, parameters_with_for;
    from => models_with_from(ModelsFrom), operations_from, parameters_with_from;
    global => models_with_global(ModelsGlobal), operations_global, parameters_with_global;
    if => models_with_if(ModelsIf), operations_if, parameters_with_if;
    import => models_with_import(ModelsImport), operations_import, parameters_with_import;
    in => models_with_in(ModelsIn), operations_in, parameters_with_in;
    is => models_with_is(ModelsIs), operations_is, parameters_with_is;
    lambda => models_with_lambda(ModelsLambda), operations_lambda, parameters_with_lambda;
    not => models_with_not(ModelsNot), operations_not, parameters_with_not;
    or => models_with_or(ModelsOr), operations_or, parameters_with_or;
    pass => models_with_pass(ModelsPass), operations_pass, parameters_with_pass;
    raise => models_with_raise(ModelsRaise), operations_raise, parameters_with_raise;
    return => models_with_return(ModelsReturn), operations_return, parameters_with_return;
    try => models_with_try(ModelsTry), operations_try, parameters_with_try;
    while => models_with_while(ModelsWhile), operations_while, parameters_with_while;
    with => models_with_with(ModelsWith), operations_with, parameters_with_with;
    yield => models_with_yield(ModelsYield), operations_yield, parameters_with_yield;
}
