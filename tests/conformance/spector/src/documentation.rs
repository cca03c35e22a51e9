//! `documentation/*`: operations whose descriptions are Markdown.

use documentation_client::Client;

use crate::scenario::{Fault, Outcome, client, scenarios};

scenarios! {
    Documentation_Lists_bulletPointsOp => bullet_points_op,
    Documentation_Lists_numbered => numbered,
    Documentation_TextFormatting_boldText => bold_text,
    Documentation_TextFormatting_italicText => italic_text,
    Documentation_TextFormatting_combinedFormatting => combined_formatting,
}

fn client() -> Result<Client, Fault> {
    Ok(client!(documentation_client)?)
}

async fn bullet_points_op() -> Outcome {
    Ok(client()?.lists_bullet_points_op().await?)
}

async fn numbered() -> Outcome {
    Ok(client()?.lists_numbered().await?)
}

async fn bold_text() -> Outcome {
    Ok(client()?.text_formatting_bold_text().await?)
}

async fn italic_text() -> Outcome {
    Ok(client()?.text_formatting_italic_text().await?)
}

async fn combined_formatting() -> Outcome {
    Ok(client()?.text_formatting_combined_formatting().await?)
}
